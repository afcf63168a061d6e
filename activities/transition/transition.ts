import { ApplicationFailure } from '@temporalio/common';
import type { AnyStep, Refusal } from '#contracts/transition.ts';
import { canonicalJson, sha256Hex } from '#platform/canonical-json.ts';
import type { Database, Tx } from '#platform/database.ts';
import type { Secret } from '#platform/proof.ts';
import { type Statement, sql } from '#platform/sql.ts';
import { EffectRefused } from './effect-refused.ts';
import { isVerified } from './is-verified.ts';
import { type EventLike, type Outcome, subjectIdOf, type TransitionSubject } from './subject.ts';

/** The effect had nothing to change: nothing is written, not even a version. */
export interface NothingToDo<R> {
  nothing: R;
}
export type EffectOn<R, Row, Event extends EventLike, Enter> = (
  tx: Tx,
  row: Row,
) => Promise<Outcome<R, Row, Event, Enter> | NothingToDo<R>>;

/** `money` says whether this transition needs a proven sender; by default the subject's messages say so. */
export type TransitionOf<Row, Event extends EventLike, Enter> = <R extends { ok: true }>(
  move: { step: AnyStep; enter: Enter },
  effect: EffectOn<R, Row, Event, Enter>,
  options?: { money?: boolean },
) => Promise<R | Refusal>;

export interface TransitionDeps {
  database: Database;
  secret: Secret;
  without?: 'key' | 'fence' | undefined;
}

/**
 * One transition is one transaction: projection, timeline, slots, money and notices, all or nothing. Its key makes
 * repeated runs of the activity have one effect; its version rejects late writers.
 */
export function createTransition<Row extends { version: number }, Event extends EventLike, Enter>(
  deps: TransitionDeps,
  subject: TransitionSubject<Row, Event, Enter>,
): TransitionOf<Row, Event, Enter> {
  const { database, secret, without } = deps;
  return async (move, effect, { money = subject.movesMoney(move.step.actor.action) } = {}) => {
    const inputHash = hashOf(move);
    const { step } = move;
    const id = subjectIdOf(step);
    try {
      return await database.transaction(async (tx) => {
        const locked = await subject.lockForStep(tx, { id, key: step.key });
        if (locked?.done) return resultOf(locked.done, step, inputHash);
        if (!locked || locked.row.version >= step.version) {
          const stored = await storedResult(tx, step, inputHash);
          if (stored) return stored;
        }
        if (!locked) throw fault('NoSuchOrder', `There is no ${subject.kind} ${id}`);
        const { row } = locked;
        if (row.version >= step.version && without !== 'fence') {
          throw fault(
            'StaleVersion',
            `${step.key}: the ${subject.kind} is at version ${row.version} already`,
          );
        }
        const verified = isVerified(secret, { subject: subject.kind, id }, step);
        if (!verified && money) throw new EffectRefused('Unverified');
        const outcome = await effect(tx, row);
        if ('nothing' in outcome) return outcome.nothing;
        const { parts, select } = await subject.write({
          ...{ tx, id, step, row, verified },
          enter: outcome.enter ?? move.enter,
          events: outcome.events.map((event) => withReason(event, step)),
          changes: outcome.changes ?? {},
        });
        const kept = keepResultSql({ kind: subject.kind, id, step, inputHash, result: outcome.result });
        // One statement saves round trips.
        await tx.execute(sql`WITH ${sql.join(parts)}, kept AS (${kept}) SELECT ${select}`);
        return outcome.result;
      });
    } catch (error) {
      if (!(error instanceof EffectRefused)) throw error;
      const refused = error;
      return database.transaction(async (tx) => {
        await subject.lock(tx, id);
        const stored = await storedResult(tx, step, inputHash);
        if (stored) return stored;
        await refused.remember?.(tx);
        await tx.execute(keepResultSql({ kind: subject.kind, id, step, inputHash, result: refused.refusal }));
        return refused.refusal;
      });
    }
  };
}

/** Without `at`: the same request sent again later is the same request. */
function hashOf(move: { step: AnyStep }): string {
  const { at: _, ...step } = move.step;
  return sha256Hex(canonicalJson({ ...move, step }));
}

function keepResultSql(input: {
  kind: string;
  id: string;
  step: AnyStep;
  inputHash: string;
  result: object;
}): Statement {
  const { kind, id, step, inputHash, result } = input;
  return sql`
    INSERT INTO transition (key, order_id, subject, subject_id, input_hash, result, cause)
    VALUES (${step.key}, ${kind === 'order' ? id : null}, ${kind}, ${id}, ${inputHash}, ${result}::jsonb, ${step.cause})`;
}

async function storedResult(tx: Tx, step: AnyStep, inputHash: string) {
  const [row] = await tx.query<{ inputHash: string; result: unknown }>(sql`
    SELECT input_hash AS "inputHash", result FROM transition WHERE key = ${step.key}`);
  return row && resultOf(row, step, inputHash);
}

function resultOf(done: { inputHash: string; result: unknown }, step: AnyStep, inputHash: string): never {
  if (done.inputHash !== inputHash) throw fault('StepRefused', `${step.key} was done with another input`);
  return done.result as never;
}

/** A person's reason goes on the timeline; free text stays in its note. */
function withReason<Event extends EventLike>(event: Event, step: AnyStep): Event {
  const { reason, noteId } = step.actor;
  const payload = { ...(reason ? { reason } : {}), ...(noteId ? { noteId } : {}), ...event.payload };
  return { ...event, payload };
}

const fault = (type: string, message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, type);
