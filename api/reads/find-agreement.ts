import type { Database } from '#platform/database.ts';
import { Prisma } from '#prisma/generated/client.ts';
import type { Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { findOrder } from './find-order.ts';

/**
 * The row a of the agreement of an order that counts for this reader: a helper sees only his own, whatever came after.
 * `termsHash`: the one with these terms, if the reader ever saw it.
 */
export function countingAgreement(input: {
  reader: Reader;
  orderId: string;
  termsHash?: Prisma.Sql;
}): Prisma.Sql {
  const { reader, orderId, termsHash } = input;
  const own =
    reader.role === 'helper' ? Prisma.sql`AND agreement.helper_id = ${reader.id}::uuid` : Prisma.empty;
  const named = termsHash ? Prisma.sql`(agreement.terms_hash = ${termsHash}) IS TRUE DESC,` : Prisma.empty;
  return Prisma.sql`(SELECT * FROM agreement WHERE agreement.order_id = ${orderId} ${own}
    ORDER BY ${named} (agreement.status <> 'void') DESC, agreement.created_at DESC LIMIT 1) a`;
}

/** Its id, if the reader may see the order and there is one. */
export async function findAgreement(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<string> {
  const { database, reader, orderId } = input;
  await findOrder({ database, reader, orderId });
  const [agreement] = await database.$queryRaw<{ id: string }[]>`
    SELECT a.id FROM ${countingAgreement({ reader, orderId })}`;
  if (!agreement) throw new Refused('NotFound');
  return agreement.id;
}
