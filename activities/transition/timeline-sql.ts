import type { AnyStep } from '#contracts/transition.ts';
import { type Statement, sql } from '#platform/sql.ts';
import type { EventLike } from './subject.ts';

/**
 * The part `timeline` of a larger statement: the events of one transition. `into` names the table and its first columns
 * (without the closing bracket), `values` their values.
 */
export function timelineSql(
  into: Statement,
  values: Statement,
  written: { version: number; step: AnyStep; events: EventLike[]; verified: boolean },
): Statement {
  const { version, step, events, verified } = written;
  return sql`timeline AS (
    INSERT INTO ${into}, version, kind, payload, actor_id, role, verified, cause, at)
    SELECT ${values}, ${version}, e ->> 'kind', e -> 'payload', ${uuidOrNull(step.actor.id)}::uuid,
      ${step.actor.role}, ${verified}, ${step.cause}, ${new Date(step.at)}
    FROM jsonb_array_elements(${JSON.stringify(events)}::jsonb) WITH ORDINALITY AS given (e, n) ORDER BY n)`;
}

/** An actor from Temporal's UI may carry any id. */
export const uuidOrNull = (id: string | null): string | null =>
  id && /^[0-9a-f-]{36}$/i.test(id) ? id : null;
