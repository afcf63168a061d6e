import type pg from 'pg';
import type { RefusedCall } from './remember-answers.ts';

/** After a final refusal a person may try another way, so the first call must have had no effect. */
export async function refusedAndDone(input: {
  database: pg.Pool;
  refused: Iterable<RefusedCall>;
}): Promise<string[]> {
  const refused = [...input.refused];
  const { rows } = await input.database.query<{ orderId: string; cause: string; what: string }>(
    `SELECT order_id AS "orderId", cause, kind AS what FROM order_event WHERE cause = ANY($1)
     UNION ALL
     SELECT order_id, cause, key FROM transition WHERE cause = ANY($1) AND result ->> 'ok' = 'true'`,
    [refused.map(({ callId }) => callId)],
  );
  const calls = new Map(refused.map((call) => [call.callId, call]));
  return rows.map(({ orderId, cause, what }) => {
    const { name, key, code } = calls.get(cause)!;
    return `${orderId} ${name} ${key} was refused as ${code}, and ${what} came of it`;
  });
}
