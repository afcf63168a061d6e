import {
  ApplicationFailure,
  currentUpdateInfo,
  defineSignal,
  defineUpdate,
  patched,
  setHandler,
} from '@temporalio/workflow';
import { isProofOfShape } from '#contracts/durable/proof-form.ts';
import { misfit, type Shape } from '#contracts/durable/shape.ts';
import { type Answer, ERRORS, type ErrorCode } from '#contracts/errors.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { PatchId } from '../patches.ts';
import type { Envelope } from './requests.ts';
import type { SubjectState } from './state.ts';

const refuse = (code: ErrorCode, detail = '', more: Omit<Refusal, 'ok' | 'code'> = {}): ApplicationFailure =>
  ApplicationFailure.nonRetryable(
    detail ? `${ERRORS[code].en} (${detail})` : ERRORS[code].en,
    code,
    ...(Object.keys(more).length > 0 ? [more] : []),
  );

/** A message at registration: its shape, and the description for the Temporal UI. */
export interface MessageRow {
  shape: Shape;
  description: string;
}

/**
 * Throws BadMessage unless the message has its shape. Without a proof (Temporal UI, CLI) a reason is required. A proof
 * of the old form counts only in histories, which no validator checks again: an API of an older build sends the
 * message again until a newer one has replaced it.
 */
function checkShape(shape: Shape, body: unknown): void {
  const field = misfit(shape, body);
  if (field !== null) throw refuse('BadMessage', field || 'an object is expected');
  const { proof, reason } = body as Envelope;
  if (!proof && !reason) throw refuse('BadMessage', 'reason');
  if (proof && !isProofOfShape(proof)) throw refuse('Unavailable', 'proof of an older form');
}

/**
 * Registers every update. The validator checks shape and rules, so that an invalid message never enters history. The
 * handler returns the answer of the message's own transition.
 */
export function receiveUpdates<M>(
  rows: { [A in keyof M & string]: MessageRow },
  how: {
    rule: (action: keyof M & string, body: M[keyof M]) => Refusal | null;
    /** Asked after the rule, before a message enters history, and never again: what comes too early is refused. */
    tooEarly: (action: keyof M & string) => Refusal | null;
    handle: (action: keyof M & string, body: M[keyof M], cause: string) => Promise<Answer>;
  },
): void {
  for (const action of Object.keys(rows) as (keyof M & string)[]) {
    const { shape, description } = rows[action];
    setHandler(
      defineUpdate<Answer, [M[keyof M] & Envelope]>(action),
      async (body) => {
        const answer = await how.handle(action, body, currentUpdateInfo()!.id);
        return body.bodyHash ? { ...answer, bodyHash: body.bodyHash } : answer;
      },
      {
        description,
        validator: (body) => {
          checkShape(shape, body);
          const refused = how.rule(action, body) ?? how.tooEarly(action);
          if (!refused) return;
          const { ok: _, code, ...more } = refused;
          throw refuse(code, more.from ? `from ${more.from}` : '', more);
        },
      },
    );
  }
}

/**
 * A signal with a proof of the old form is treated as unproven. A history that accepted it before replays what it did
 * then.
 */
function vouchedFor<T extends object>(body: T): T {
  const { proof, ...rest } = body as { proof?: string };
  if (!proof || isProofOfShape(proof) || !patched('proofOfShape' satisfies PatchId)) return body;
  return rest as T;
}

/** The reason why a signal was not accepted; undefined means that it was accepted. */
export type Accepted = boolean | undefined;

/**
 * Registers every signal. An invalid signal is counted and ignored. Only an accepted signal counts as seen: a refused
 * one may be sent again with the same id and the right content.
 */
export function receiveSignals<B extends { [S in keyof B]: { messageId: string } }>(
  rows: { [S in keyof B & string]: MessageRow },
  state: SubjectState,
  handlers: { [S in keyof B & string]: (body: B[S]) => Accepted | Promise<Accepted> },
): void {
  for (const name of Object.keys(rows) as (keyof B & string)[]) {
    const { shape, description } = rows[name];
    setHandler(
      defineSignal<[B[typeof name]]>(name),
      async (body) => {
        if (misfit(shape, body) !== null) {
          state.ignoredMessages += 1;
          return;
        }
        const { messageId } = body;
        if (state.seenSignals.includes(messageId)) return;
        state.seenSignals.push(messageId);
        const accepted = await handlers[name](vouchedFor(body));
        if (accepted !== false) return;
        state.ignoredMessages += 1;
        if (patched('refusedSignal' satisfies PatchId))
          state.seenSignals.splice(state.seenSignals.indexOf(messageId), 1);
      },
      { description },
    );
  }
}
