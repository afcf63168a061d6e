import type { Reader } from '#api/http/reader.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import { countingAgreement } from './find-agreement.ts';

type Agreement = Pick<
  Prisma.AgreementGetPayload<object>,
  'id' | 'helperId' | 'terms' | 'termsHash' | 'status'
>;
type Signature = Pick<Prisma.SignatureGetPayload<object>, 'party' | 'signedAt'>;
type Amendment = Pick<Prisma.AgreementAmendmentGetPayload<object>, 'content' | 'hash' | 'at'>;

/** The agreement that applies to a reader, with the other facts on its screen. */
export interface RowsOfAgreement extends Agreement {
  displayName: string | null;
  addressLine: string | null;
  documentSha256: string | null;
  /** of the order's visit */
  checkedOutAt: Date | null;
  /** The customer was charged a fee for this order. */
  charged: boolean;
  /** oldest first */
  signatures: Signature[];
  /** by number */
  amendments: Amendment[];
}

/** One statement reads everything; null: there is none. */
export async function rowsOfAgreement(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<RowsOfAgreement | null> {
  const [row] = await input.database.query<RowsOfAgreement>(sql`/* prepared */
    SELECT a.id, a.helper_id AS "helperId", a.terms, a.terms_hash AS "termsHash", a.status,
      (SELECT h.display_name FROM helper h WHERE h.id = a.helper_id) AS "displayName",
      (SELECT i.address_line FROM inquiry i WHERE i.order_id = a.order_id) AS "addressLine",
      (SELECT d.sha256 FROM agreement_document d WHERE d.agreement_id = a.id) AS "documentSha256",
      (SELECT v.checked_out_at FROM visit v WHERE v.order_id = a.order_id) AS "checkedOutAt",
      EXISTS (SELECT 1 FROM ledger_transaction t JOIN ledger_entry e ON e.transaction_key = t.key
        JOIN "order" o ON o.id = t.order_id AND e.account = 'customer:' || o.customer_id
        WHERE t.order_id = a.order_id AND t.kind IN ('cancelFee', 'noShowFee')) AS charged,
      (SELECT coalesce(json_agg(json_build_object('party', s.party, 'signedAt', s.signed_at) ORDER BY s.signed_at), '[]')
        FROM signature s WHERE s.agreement_id = a.id) AS signatures,
      (SELECT coalesce(json_agg(json_build_object('content', m.content, 'hash', m.hash, 'at', m.at) ORDER BY m.n), '[]')
        FROM agreement_amendment m WHERE m.agreement_id = a.id) AS amendments
    FROM ${countingAgreement(input)}`);
  if (!row) return null;
  return {
    ...row,
    signatures: row.signatures.map((one) => ({ ...one, signedAt: new Date(one.signedAt) })),
    amendments: row.amendments.map((one) => ({ ...one, at: new Date(one.at) })),
  };
}
