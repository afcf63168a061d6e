import { Refused } from '#api/http/refused.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/**
 * Limits the orders of one customer that wait for a signed agreement: each holds hours of several helpers without
 * cost, so one account could block a whole day. Placements of a customer run one after the other: the count after the
 * lock sees all earlier ones.
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
