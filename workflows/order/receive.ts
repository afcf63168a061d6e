import { ApplicationFailure, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import { ACTION_NAMES, type Action } from '#contracts/access.ts';
import { type Answer, ERRORS, type ErrorCode } from '#contracts/errors.ts';
import {
  ENVELOPE,
  SIGNAL_DESCRIPTIONS,
  SIGNAL_SHAPES,
  type SignalBody,
  type SignalName,
  signals,
  UPDATE_DESCRIPTIONS,
  UPDATE_SHAPES,
  type UpdateBody,
  updates,
} from '#contracts/messages.ts';
import { misfit } from '#contracts/shape.ts';
import type { Refusal } from '#contracts/transitions.ts';

export const refuse = (code: ErrorCode, detail = '', alternatives?: string[]): ApplicationFailure =>
  ApplicationFailure.nonRetryable(
    detail ? `${ERRORS[code].en} (${detail})` : ERRORS[code].en,
    code,
    ...(alternatives ? [{ alternatives }] : []),
  );

/** Throws BadMessage unless the message has its shape; without proof (Temporal UI, CLI) a reason is required. */
function checkShape(action: Action, body: unknown): void {
  const field = misfit(UPDATE_SHAPES[action], body);
  if (field !== null) throw refuse('BadMessage', field || 'an object is expected');
  const { proof, reason } = body as { proof?: string; reason?: string };
  if (!proof && !reason) throw refuse('BadMessage', 'reason');
}

/**
 * Registers every update. Shape and rules are checked in the validator, so that a bad message never enters history;
 * the handler returns the answer of the message's own transition.
 */
export function receiveUpdates(how: {
  rule<A extends Action>(action: A, body: UpdateBody<A>): Refusal | null;
  handle<A extends Action>(action: A, body: UpdateBody<A>, cause: string): Promise<Answer>;
}): void {
  for (const action of ACTION_NAMES) {
    setHandler(
      updates[action] as (typeof updates)['depart'],
      async (body) => {
        const answer = await how.handle(action, body as never, currentUpdateInfo()!.id);
        return body.bodyHash ? { ...answer, bodyHash: body.bodyHash } : answer;
      },
      {
        description: UPDATE_DESCRIPTIONS[action],
        validator: (body: unknown) => {
          checkShape(action, body);
          const refused = how.rule(action, body as never);
          if (refused) throw refuse(refused.code, '', refused.alternatives);
        },
      },
    );
  }
}

/** Registers every signal. One that does not fit is counted and ignored; one already seen is dropped. */
export function receiveSignals(
  handlers: { [S in SignalName]: (body: SignalBody<S>) => void | Promise<void> },
  ignored: () => void,
): void {
  const seen = new Set<string>();
  for (const name of Object.keys(signals) as SignalName[]) {
    setHandler(
      signals[name] as (typeof signals)['noticeBounced'],
      async (body: unknown) => {
        if (misfit(SIGNAL_SHAPES[name], body) !== null) return ignored();
        const { messageId } = body as { messageId: string };
        if (seen.has(messageId)) return;
        seen.add(messageId);
        await (handlers[name] as (b: unknown) => void | Promise<void>)(body);
      },
      { description: SIGNAL_DESCRIPTIONS[name] },
    );
  }
}

/** The envelope and fields of a queued offline fact, as the update it stands for. */
export function asUpdate<A extends 'checkIn' | 'checkOut'>(action: A, body: object): UpdateBody<A> {
  const fields = Object.keys({ ...ENVELOPE, ...UPDATE_SHAPES[action] });
  return Object.fromEntries(
    Object.entries(body).filter(([field]) => fields.includes(field)),
  ) as unknown as UpdateBody<A>;
}
