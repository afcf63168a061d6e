import type { Reader } from '#api/http/reader.ts';
import { type Statement, sql } from '#platform/sql.ts';

/**
 * The row a of the agreement that applies to this reader: a helper sees only his own, whatever came later.
 * `termsHash`: the one with these terms, if the reader ever saw it.
 */
export function countingAgreement(input: {
  reader: Reader;
  orderId: string;
  termsHash?: Statement;
}): Statement {
  const { reader, orderId, termsHash } = input;
  const own = reader.role === 'helper' ? sql`AND agreement.helper_id = ${reader.id}::uuid` : sql.empty;
  const named = termsHash ? sql`(agreement.terms_hash = ${termsHash}) IS TRUE DESC,` : sql.empty;
  return sql`(SELECT * FROM agreement WHERE agreement.order_id = ${orderId} ${own}
    ORDER BY ${named} (agreement.status <> 'void') DESC, agreement.created_at DESC LIMIT 1) a`;
}
