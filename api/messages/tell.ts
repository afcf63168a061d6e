import type { Deps } from '#api/deps.ts';
import { Pended } from '#api/http/endpoint.ts';
import { isSameBody } from '#api/http/hashes.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Answer } from '#contracts/errors.ts';
import { API_PREFIX } from '#contracts/http.ts';
import type { Envelope } from '#contracts/messages.ts';
import { secretOf } from '#platform/env.ts';
import { makeOldProof, makeProof } from '#platform/proof.ts';
import type { SlotMessage } from './slots/slot-message.ts';
import { storedAnswer } from './stored-answer.ts';
import type { Named, Target } from './target.ts';
import type { Told } from './temporal.ts';

const PATIENCE_MS = 5_000;

/** The answer of every message: done at this version of its subject. */
export type Accepted<N> = { ok: true; version: number } & N;

export interface Telling<N extends Named> {
  deps: Deps;
  reader: Reader;
  keyed: Keyed;
  target: Target<N>;
  action: string;
  /** The message's fields besides the envelope. */
  fields: object;
  reason?: string | undefined;
  noteId?: string | undefined;
  /** The helper's time that it takes. */
  wanted?: SlotMessage | null;
}

/** Sends a message to a subject and returns the result: accepted, refused with its reason, or still in progress. */
export async function tell<N extends Named>(input: Telling<N>): Promise<Accepted<N> | Pended> {
  const { wanted } = input;
  // A booking waits for the bookings before it: most that come too late are refused without their workflow.
  return wanted ? input.deps.queueByHelper(wanted, () => tellNow(input)) : tellNow(input);
}

async function tellNow<N extends Named>(input: Telling<N>): Promise<Accepted<N> | Pended> {
  const { deps, target, keyed } = input;
  const send = (isOfShape: boolean): Promise<Told> =>
    deps.temporal.update({
      workflowId: target.workflowId,
      action: input.action,
      message: messageOf(input, isOfShape),
      updateId: keyed.callId,
      withinMs: PATIENCE_MS,
    });
  const isOfShape = await deps.temporal.checksProofOfShape();
  let told = await send(isOfShape);
  // A subject may be pinned to a newer build than the current one.
  if (!isOfShape && told.is === 'refused' && told.code === 'Unavailable') told = await send(true);
  if (told.is === 'gone' && !target.isStarted) {
    // The row is stored and its workflow was not started: the process was killed in between.
    await target.start();
    told = await send(isOfShape);
  }
  return answerOf({ deps, target, answerId: keyed.callId, keyed, told });
}

/** The answer of a message sent before (202, or the connection broke). */
export async function askAnswer<N extends Named>(input: {
  deps: Deps;
  target: Target<N>;
  answerId: string;
}): Promise<Accepted<N> | Pended> {
  const told = await input.deps.temporal.answer({
    workflowId: input.target.workflowId,
    updateId: input.answerId,
    withinMs: PATIENCE_MS,
  });
  return answerOf({ ...input, told });
}

// Identity comes last, so that no field of a body can replace it.
function messageOf<N extends Named>(input: Telling<N>, isOfShape: boolean): Envelope {
  const { deps, reader, keyed, target, action, fields, reason, noteId } = input;
  const { subject, id } = target;
  const body = {
    ...fields,
    ...(reason ? { reason } : {}),
    ...(noteId ? { noteId } : {}),
    bodyHash: keyed.bodyHash,
    by: reader.id,
    role: reader.role,
  };
  const secret = secretOf(deps.env);
  const claim = { subject, id, message: action, messageId: keyed.callId, body };
  const proof = isOfShape
    ? makeProof(secret, claim)
    : makeOldProof(secret, { orderId: id, action, by: reader.id, role: reader.role });
  return { ...body, proof };
}

interface Unanswered<N extends Named> {
  deps: Deps;
  target: Target<N>;
  answerId: string;
  keyed?: Keyed;
  told: Told;
}

async function answerOf<N extends Named>(input: Unanswered<N>): Promise<Accepted<N> | Pended> {
  const { deps, target, answerId, told } = input;
  const { named, path, workflowId } = target;
  switch (told.is) {
    case 'answered':
      return accepted(input, told.answer);
    case 'refused':
      throw new Refused(told.code, { alternatives: told.alternatives, from: told.from });
    case 'pending':
      return new Pended({
        ...{ ok: 'pending', answerId, answer: `${API_PREFIX}${path}/answers/${answerId}` },
        ...(named as Named),
      });
    case 'unavailable':
      throw new Refused('Unavailable');
    case 'gone': {
      // It closed: a repeated call still gets its first answer, from its history or its transition.
      const before = await deps.temporal.answer({ workflowId, updateId: answerId, withinMs: 1_000 });
      if (before.is === 'answered') return accepted(input, before.answer);
      const stored = await storedAnswer({ database: deps.database, target, cause: answerId });
      if (stored) return accepted(input, stored);
      throw new Refused(target.closed);
    }
    case 'unknown': {
      const stored = await storedAnswer({ database: deps.database, target, cause: answerId });
      if (stored) return accepted(input, stored);
      throw new Refused('NotFound');
    }
  }
}

function accepted<N extends Named>({ target, keyed }: Unanswered<N>, answer: Answer): Accepted<N> {
  const other = 'bodyHash' in answer ? answer.bodyHash : undefined;
  if (keyed && typeof other === 'string' && !isSameBody(keyed, other)) throw new Refused('KeyReused');
  if (!answer.ok) throw new Refused(answer.code, { alternatives: answer.alternatives, from: answer.from });
  // The version of the answer, not of the projection, which may be ahead: a repeated call always gets the same one.
  // The projection is never behind: a subject answers after its transition has committed.
  return Object.assign({ ok: true as const, version: answer.version }, target.named);
}
