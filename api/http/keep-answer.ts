import { type ErrorCode, isErrorCode } from '#contracts/errors.ts';
import type { Database, Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { isSameBody } from './hashes.ts';
import type { Keyed } from './keyed.ts';
import { Refused, type RefusedMore } from './refused.ts';

/**
 * Runs an unsafe operation without a workflow once per key. The operation and its answer are one transaction, so a
 * repeated call gets the first answer, and a crash leaves neither.
 */
export async function keepAnswer<R extends object>(input: {
  database: Database;
  keyed: Keyed;
  work: (tx: Tx) => Promise<R>;
}): Promise<R> {
  const { database, keyed } = input;
  try {
    return await database.transaction(async (tx) => {
      const place = await takePlace(tx, keyed);
      if (place === 'inFlight') throw new Refused('KeyInFlight');
      if (place === 'kept') {
        const where = { personId_route_key: identityOf(keyed) };
        const models = await tx.models();
        return replay<R>(await models.idempotency.findUniqueOrThrow({ where }), keyed);
      }
      const reply = await input.work(tx);
      const { personId, route, key } = keyed;
      await tx.execute(sql`
        UPDATE idempotency SET status = 200, answer = ${JSON.stringify(reply)}::jsonb
        WHERE person_id = ${personId} AND route = ${route} AND key = ${key}`);
      return reply;
    });
  } catch (error) {
    if (error instanceof Refused && isAnswer(error)) await keepRefusal(database, keyed, error);
    throw error;
  }
}

/**
 * The row of this call's answer, in the same statement as the lock that shows whether the call is running. The key of
 * the table, not the snapshot of the statement, decides whether there was an answer: one that was committed just
 * before the lock was released is found, too.
 */
async function takePlace(tx: Tx, keyed: Keyed): Promise<'fresh' | 'kept' | 'inFlight'> {
  const { personId, route, key, bodyHash, callId } = keyed;
  const [call] = await tx.query<{ mine: boolean; fresh: boolean }>(sql`
    WITH lock AS MATERIALIZED (
      SELECT pg_try_advisory_xact_lock(hashtextextended(${`call:${callId}`}, 0)) AS mine
    ), place AS (
      INSERT INTO idempotency (person_id, route, key, body_hash)
      SELECT ${personId}, ${route}, ${key}, ${bodyHash} FROM lock WHERE mine
      ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT mine, EXISTS (SELECT 1 FROM place) AS fresh FROM lock`);
  if (!call?.mine) return 'inFlight';
  return call.fresh ? 'fresh' : 'kept';
}

/** Everything that the person got: a repeated refusal names the field again. */
type KeptRefusal = { code?: string } & Pick<RefusedMore, 'alternatives' | 'detail' | 'fields'>;

const identityOf = ({ personId, route, key }: Keyed) => ({ personId, route, key });

function replay<R>(kept: { bodyHash: string; status: number | null; answer: unknown }, keyed: Keyed): R {
  if (!isSameBody(keyed, kept.bodyHash)) throw new Refused('KeyReused');
  if (kept.status === 200) return kept.answer as R;
  const { code, ...more } = kept.answer as KeptRefusal;
  throw new Refused(isErrorCode(code) ? code : 'Internal', more);
}

// Errors of the call itself, or of our servers, are no results of the operation: the same key may be tried again. A
// calendar conflict is a question that is asked anew each time; so is the limit of unsigned orders.
const NO_ANSWERS: ErrorCode[] = [
  ...(['KeyInFlight', 'KeyReused', 'Unavailable', 'Internal', 'TooManyRequests'] as const),
  ...(['CalendarConflict', 'TooManyOpenOrders'] as const),
];
const isAnswer = ({ code }: Refused): boolean => !NO_ANSWERS.includes(code);

async function keepRefusal(database: Database, keyed: Keyed, { code, more }: Refused): Promise<void> {
  const { alternatives, detail, fields } = more;
  const answer: KeptRefusal = { code, alternatives, detail, fields };
  const row = { ...identityOf(keyed), bodyHash: keyed.bodyHash, status: 409, answer: answer as object };
  await database.models.idempotency.createMany({ data: [row], skipDuplicates: true });
}
