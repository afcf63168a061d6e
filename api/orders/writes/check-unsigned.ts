import { Refused } from '#api/http/refused.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * How many orders of one customer may wait for a signed agreement at once: each keeps the hours of several helpers and
 * costs nothing, so a free account could empty a whole day. One placing after the other, so that each counts those
 * before it: a statement of its own after the lock sees what they have left.
 */
export async function checkUnsigned(input: {
  tx: Tx;
  customerId: string;
  policy: Pick<Policy, 'maxUnsigned'>;
}): Promise<void> {
  const { tx, customerId, policy } = input;
  await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`unsigned ${customerId}`}, 0))::text`);
  const [waiting] = await tx.query<{ full: boolean }>(sql`
    SELECT count(*) >= ${policy.maxUnsigned} AS full FROM "order"
    WHERE customer_id = ${customerId}::uuid AND stage IN ('inquiry', 'matching', 'selection', 'agreement')`);
  if (waiting?.full) throw new Refused('TooManyOpenOrders');
}
