import { ApplicationFailure } from '@temporalio/common';
import { audienceSql } from '#activities/notices/live-audience.ts';
import { writeNotices } from '#activities/notices/write-notices.ts';
import { assignments } from '#activities/orders/order-columns.ts';
import { lockForStep, lockOrder, type OrderRow, type Tx } from '#activities/orders/order-row.ts';
import { ACTIONS, type Action, type ActionRow } from '#contracts/access.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import type { Enter, Move, Refusal, Step } from '#contracts/transition.ts';
import { canonicalJson, sha256Hex } from '#platform/canonical-json.ts';
import type { Database } from '#platform/database.ts';
import { type Secret, verifyProof } from '#platform/proof.ts';
import { Prisma } from '#prisma/generated/client.ts';
import { Refused } from './refused.ts';

/** What an effect did: the answer, what stands on the timeline, and what the projection says besides `enter`. */
interface Outcome<R> {
  result: R;
  events: OrderEventOf[];
  enter?: Enter;
  changes?: Partial<OrderRow>;
}
export type Effect<R> = (tx: Tx, order: OrderRow) => Promise<Outcome<R> | NothingToDo<R>>;
/** The effect found nothing to change: nothing is written, not even a version. */
interface NothingToDo<R> {
  nothing: R;
}
/** `money` says whether this move needs a proven asker; by default the table of actions does. */
export type Transition = <R extends { ok: true }>(
  move: Move,
  effect: Effect<R>,
  options?: { money?: boolean },
) => Promise<R | Refusal>;

/**
 * One transition is one transaction: projection, timeline, slots, money and notices, or nothing of it. Its key makes
 * an activity that runs many times have one effect; its version keeps late writers out.
 */
export function createTransition(deps: {
  database: Database;
  secret: Secret;
  without?: 'key' | 'fence' | undefined;
}): Transition {
  const { database, secret, without } = deps;
  return async (move, effect, { money = movesMoney(move.step.actor.action) } = {}) => {
    const inputHash = hashOf(move);
    const { step } = move;
    try {
      return await database.$transaction(async (tx) => {
        const locked = await lockForStep(tx, step);
        if (locked?.done) return resultOf(locked.done, step, inputHash);
        if (!locked || locked.order.version >= step.version) {
          const stored = await storedResult(tx, step, inputHash);
          if (stored) return stored;
        }
        if (!locked) throw fault('NoSuchOrder', `There is no order ${step.orderId}`);
        const { order } = locked;
        if (order.version >= step.version && without !== 'fence') {
          throw fault('StaleVersion', `${step.key}: the order is at version ${order.version} already`);
        }
        const verified = isVerified(secret, step);
        if (!verified && money) throw new Refused('Unverified');
        const outcome = await effect(tx, order);
        if ('nothing' in outcome) return outcome.nothing;
        const enter = outcome.enter ?? move.enter;
        await write(tx, { step, order, enter, outcome, verified, inputHash });
        return outcome.result;
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return keepRefusal(database, step, inputHash, error);
    }
  };
}

/** `at` is left out: the same request told again later is the same request. */
function hashOf(move: Move): string {
  const { at: _, ...step } = move.step;
  return sha256Hex(canonicalJson({ ...move, step }));
}

async function storedResult(tx: Tx, step: Step, inputHash: string) {
  const [row] = await tx.$queryRaw<{ inputHash: string; result: unknown }[]>`
    SELECT input_hash AS "inputHash", result FROM transition WHERE key = ${step.key}`;
  return row && resultOf(row, step, inputHash);
}

function resultOf(done: { inputHash: string; result: unknown }, step: Step, inputHash: string): never {
  if (done.inputHash !== inputHash) throw fault('StepRefused', `${step.key} was done with another input`);
  return done.result as never;
}

async function keepRefusal(
  database: Database,
  step: Step,
  inputHash: string,
  refused: Refused,
): Promise<Refusal> {
  return database.$transaction(async (tx) => {
    await lockOrder(tx, step.orderId);
    const stored = await storedResult(tx, step, inputHash);
    if (stored) return stored;
    await refused.remember?.(tx);
    await tx.$executeRaw`
      INSERT INTO transition (key, order_id, input_hash, result, cause)
      VALUES (${step.key}, ${step.orderId}, ${inputHash}, ${refused.refusal}::jsonb, ${step.cause})`;
    return refused.refusal;
  });
}

interface Writing {
  step: Step;
  order: OrderRow;
  enter: Enter;
  outcome: Outcome<{ ok: true }>;
  verified: boolean;
  inputHash: string;
}

/** One statement: few round trips keep an order fast. It also marks the order's workflow as started: here it speaks. */
async function write(tx: Tx, { step, order, enter, outcome, verified, inputHash }: Writing): Promise<void> {
  const next: OrderRow = { ...order, ...pick(enter), ...outcome.changes, version: step.version };
  const events = outcome.events.map((event) => withReason(event, step));
  const cause = { id: step.orderId, row: next, version: step.version, at: step.at, events };
  const notices = await writeNotices({
    tx,
    cause: { subject: 'order', ...cause },
    now: Prisma.sql`now()`,
  });
  await tx.$executeRaw`
    WITH moved AS (
      UPDATE "order" SET ${assignments(next)}, workflow_started = true, updated_at = now()
      WHERE id = ${step.orderId}
    ), timeline AS (
      INSERT INTO order_event (order_id, version, kind, payload, actor_id, role, verified, cause, at)
      SELECT ${step.orderId}, ${next.version}, e ->> 'kind', e -> 'payload', ${uuidOrNull(step.actor.id)}::uuid,
        ${step.actor.role}, ${verified}, ${step.cause}, ${new Date(step.at)}
      FROM jsonb_array_elements(${JSON.stringify(events)}::jsonb) WITH ORDINALITY AS given (e, n) ORDER BY n
    ), ${notices.parts}, kept AS (
      INSERT INTO transition (key, order_id, input_hash, result, cause)
      VALUES (${step.key}, ${step.orderId}, ${inputHash}, ${outcome.result}::jsonb, ${step.cause})
    )
    SELECT pg_notify(${ORDER_CHANNEL}, concat_ws(':', ${`${step.orderId}:${next.version}`}::text, ${audienceSql(next)})),
      (SELECT count(pg_notify(${ORDER_CHANNEL}, 'inbox:' || person_id)) FROM told WHERE due_at <= now())`;
}

function pick(enter: Enter): Partial<OrderRow> {
  return { ...enter, deadline: enter.deadline ? new Date(enter.deadline) : null };
}

/** Why a person did it belongs on the timeline; free text stays in its note. */
function withReason(event: OrderEventOf, step: Step): OrderEventOf {
  const { reason, noteId } = step.actor;
  const payload = { ...(reason ? { reason } : {}), ...(noteId ? { noteId } : {}), ...event.payload };
  return { ...event, payload } as OrderEventOf;
}

function isVerified(secret: Secret, { actor, orderId }: Step): boolean {
  if (actor.role === 'system') return true;
  const claim = { orderId, action: actor.action ?? '', by: actor.id ?? '', role: actor.role };
  return verifyProof(secret, claim, actor.proof);
}

function movesMoney(action: Action | undefined): boolean {
  return action !== undefined && (ACTIONS[action] as ActionRow).money === true;
}

const uuidOrNull = (id: string | null): string | null => (id && /^[0-9a-f-]{36}$/i.test(id) ? id : null);

const fault = (type: string, message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, type);
