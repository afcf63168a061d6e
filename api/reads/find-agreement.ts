import type { Database } from '#platform/database.ts';
import type { Reader } from '../reader.ts';
import { Refused } from '../refused.ts';
import { findOrder } from './find-order.ts';

/** The agreement of an order that counts for this reader: a helper sees only his own, whatever came after. */
export async function findAgreement(input: {
  database: Database;
  reader: Reader;
  orderId: string;
  /** The one with these terms, if the reader ever saw it. */
  termsHash?: string | undefined;
}) {
  const { database, reader, orderId, termsHash } = input;
  const order = await findOrder({ database, reader, orderId });
  const own = reader.role === 'helper' ? { helperId: reader.id } : {};
  const rows = await database.agreement.findMany({
    where: { orderId, ...own },
    include: { signatures: { orderBy: { signedAt: 'asc' } } },
    orderBy: { createdAt: 'desc' },
  });
  const named = rows.find((row) => row.termsHash === termsHash);
  const agreement = named ?? rows.find(({ status }) => status !== 'void') ?? rows[0];
  if (!agreement) throw new Refused('NotFound');
  return { order, agreement };
}
