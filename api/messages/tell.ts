import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import type { Deps } from '#api/deps.ts';
import { Pended } from '#api/http/endpoint.ts';
import { isSameBody } from '#api/http/hashes.ts';
import type { Keyed } from '#api/http/keyed.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Action } from '#contracts/access.ts';
import type { Accepted } from '#contracts/endpoint.ts';
import type { Answer } from '#contracts/errors.ts';
import { API_PREFIX } from '#contracts/http.ts';
import type { ENVELOPE, UpdateBody } from '#contracts/messages.ts';
import { secretOf } from '#platform/env.ts';
import { makeProof } from '#platform/proof.ts';
import { startWorkflow } from './start-workflow.ts';
import { storedAnswer } from './stored-answer.ts';
import type { Told } from './temporal.ts';
import { wantedBy } from './turns/wanted.ts';

const PATIENCE_MS = 5_000;

export type Fields<A extends Action> = Omit<UpdateBody<A>, keyof typeof ENVELOPE>;

export interface Telling<A extends Action> {
  deps: Deps;
  reader: Reader;
  keyed: Keyed;
  order: StoredOrder;
  action: A;
  fields: Fields<A>;
  reason?: string | undefined;
  noteId?: string | undefined;
}

/** Tells an order something and answers what came of it: accepted, refused with its reason, or still being worked on. */
export async function tell<A extends Action>(input: Telling<A>): Promise<Accepted | Pended> {
  const wanted = wantedBy(input);
  // A booking waits until those before it are through: most who come too late are told so without their workflow.
  return wanted ? input.deps.takeTurns(wanted, () => tellNow(input)) : tellNow(input);
}

async function tellNow<A extends Action>(input: Telling<A>): Promise<Accepted | Pended> {
  const { deps, order, keyed } = input;
  const update = {
    orderId: order.id,
    action: input.action,
    message: messageOf(input),
    updateId: keyed.callId,
    withinMs: PATIENCE_MS,
  };
  let told = await deps.temporal.update(update);
  if (told.is === 'gone' && !order.workflowStarted) {
    // The inquiry is stored and its workflow was not started yet: a kill between the two.
    await startWorkflow({ deps, orderId: order.id });
    told = await deps.temporal.update(update);
  }
  return settle({ deps, orderId: order.id, answerId: keyed.callId, keyed, told });
}

/** The answer of a message told before (202, or the connection broke). */
export async function askAnswer(input: {
  deps: Deps;
  orderId: string;
  answerId: string;
}): Promise<Accepted | Pended> {
  const told = await input.deps.temporal.answer({
    orderId: input.orderId,
    updateId: input.answerId,
    withinMs: PATIENCE_MS,
  });
  return settle({ ...input, told });
}

// Identity comes last, so that nothing a body says can stand in its place.
function messageOf<A extends Action>({
  deps,
  reader,
  keyed,
  order,
  action,
  fields,
  reason,
  noteId,
}: Telling<A>) {
  const claim = { orderId: order.id, action, by: reader.id, role: reader.role };
  return {
    ...fields,
    ...(reason ? { reason } : {}),
    ...(noteId ? { noteId } : {}),
    bodyHash: keyed.bodyHash,
    by: reader.id,
    role: reader.role,
    proof: makeProof(secretOf(deps.env), claim),
  } as unknown as UpdateBody<A>;
}

async function settle(input: {
  deps: Deps;
  orderId: string;
  answerId: string;
  keyed?: Keyed;
  told: Told;
}): Promise<Accepted | Pended> {
  const { deps, orderId, answerId, told } = input;
  switch (told.is) {
    case 'answered':
      return accepted({ ...input, answer: told.answer });
    case 'refused':
      throw new Refused(told.code, { alternatives: told.alternatives });
    case 'pending': {
      const answer = `${API_PREFIX}/orders/${orderId}/answers/${answerId}`;
      return new Pended({ ok: 'pending', orderId, answerId, answer });
    }
    case 'unavailable':
      throw new Refused('Unavailable');
    case 'gone': {
      // The order closed: the same call made before still has its answer, in its history or in its transition.
      const before = await deps.temporal.answer({ orderId, updateId: answerId, withinMs: 1_000 });
      if (before.is === 'answered') return accepted({ ...input, answer: before.answer });
      const stored = await storedAnswer({ database: deps.database, orderId, cause: answerId });
      if (stored) return accepted({ ...input, answer: stored });
      throw new Refused('OrderClosed');
    }
    case 'unknown': {
      const stored = await storedAnswer({ database: deps.database, orderId, cause: answerId });
      if (stored) return accepted({ ...input, answer: stored });
      throw new Refused('NotFound');
    }
  }
}

function accepted(input: { orderId: string; keyed?: Keyed; answer: Answer }): Accepted {
  const { orderId, keyed, answer } = input;
  const other = 'bodyHash' in answer ? answer.bodyHash : undefined;
  if (keyed && typeof other === 'string' && !isSameBody(keyed, other)) throw new Refused('KeyReused');
  if (!answer.ok) throw new Refused(answer.code, { alternatives: answer.alternatives });
  // That of the answer, not of the projection, which may be ahead: the same call hears the same for ever. It is never
  // behind: an order answers when the transition has committed.
  return { ok: true, orderId, version: answer.version };
}
