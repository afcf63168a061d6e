import { isSameBody } from '#api/http/hashes.ts';
import type { Keyed } from '#api/http/keyed.ts';
import { Refused } from '#api/http/refused.ts';
import { isErrorCode } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Seen, SlotMessage } from './slot-message.ts';

/** The earlier decision about a call: refused by a check (409 and its answer), or left to the workflow (null). */
export interface Decided {
  bodyHash: string;
  status: number | null;
  answer: unknown;
}

/**
 * Records that the workflow answers this call; from then on no check refuses it. Throws when a check was faster. A
 * crash before the workflow is called is harmless: the repeated call calls it.
 */
export async function claimKey(database: Database, keyed: Keyed): Promise<void> {
  const [mine] = await database.query<{ one: number }>(sql`
    INSERT INTO idempotency (person_id, route, key, body_hash)
    VALUES (${keyed.personId}, ${keyed.route}, ${keyed.key}, ${keyed.bodyHash})
    ON CONFLICT DO NOTHING RETURNING 1 AS one`);
  if (mine) return;
  const { personId, route, key } = keyed;
  const before = await database.models.idempotency.findUnique({
    where: { personId_route_key: { personId, route, key } },
  });
  const seen = before ? seenBefore(before, keyed) : null;
  if (seen?.is === 'refused') throw seen.refused;
}

/** The answer of a call that was decided before. */
export function seenBefore({ bodyHash, status, answer }: Decided, keyed: Keyed): Seen {
  if (!isSameBody(keyed, bodyHash)) return { is: 'refused', refused: new Refused('KeyReused'), kept: true };
  if (status === null) return { is: 'asked' };
  const { code, alternatives } = answer as { code?: string; alternatives?: string[] };
  return {
    is: 'refused',
    refused: new Refused(isErrorCode(code) ? code : 'Internal', { alternatives }),
    kept: true,
  };
}

/** Stores the answers of the refused calls. A call that was left to the workflow meanwhile is sent there. */
export async function keepRefusals(database: Database, wanted: SlotMessage[], seen: Seen[]): Promise<Seen[]> {
  const fresh = seen.flatMap((one, n) => (one.is === 'refused' && !one.kept ? [{ n, one }] : []));
  if (fresh.length === 0) return seen;
  const rows = fresh.map(({ n, one }) => {
    const { personId, route, key, bodyHash } = wanted[n]!.keyed;
    const { code, more } = one.refused;
    return { n, personId, route, key, bodyHash, answer: { code, alternatives: more.alternatives ?? [] } };
  });
  const kept = await database.query<{ person_id: string; route: string; key: string }>(sql`
    INSERT INTO idempotency (person_id, route, key, body_hash, status, answer)
    SELECT r ->> 'personId', r ->> 'route', r ->> 'key', r ->> 'bodyHash', 409, r -> 'answer'
    FROM jsonb_array_elements(${JSON.stringify(rows)}::jsonb) AS given (r)
    ON CONFLICT DO NOTHING RETURNING person_id, route, key`);
  const mine = new Set(kept.map((row) => `${row.person_id} ${row.route} ${row.key}`));
  return Promise.all(
    seen.map(async (one, n): Promise<Seen> => {
      if (one.is !== 'refused' || one.kept) return one;
      const { keyed } = wanted[n]!;
      const { personId, route, key } = keyed;
      if (mine.has(`${personId} ${route} ${key}`)) return one;
      const before = await database.models.idempotency.findUniqueOrThrow({
        where: { personId_route_key: { personId, route, key } },
      });
      return seenBefore(before, keyed);
    }),
  );
}
