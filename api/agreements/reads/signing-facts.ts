import type { Reader } from '#api/http/reader.ts';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { countingAgreement } from './find-agreement.ts';

/** The facts by which a signature is checked when the call arrives. */
export interface SigningFacts {
  /** The terms that this same call has proven before. */
  provenHash: string | null;
  /** The agreement that applies; no id: there is none. */
  agreementId: string | null;
  termsHash: string | null;
  /** The newest valid code of this signer. */
  codeId: string | null;
  codeHash: string | null;
  attempts: number | null;
}

/**
 * One statement reads everything. A repeated call refers to the terms it was made for, whatever was agreed on since.
 */
export async function signingFacts(input: {
  database: Database;
  reader: Reader;
  orderId: string;
  evidenceId: string;
  termsHash: string;
}): Promise<SigningFacts> {
  const { database, reader, orderId, evidenceId, termsHash } = input;
  const known = sql`CASE WHEN e.terms_hash = ${termsHash} THEN e.terms_hash END`;
  const [facts] = await database.query<SigningFacts>(sql`/* prepared */
    SELECT e.terms_hash AS "provenHash", a.id AS "agreementId", a.terms_hash AS "termsHash", c.id AS "codeId",
      c.code_hash AS "codeHash", c.attempts
    FROM (SELECT 1) AS one LEFT JOIN signing_evidence e ON e.id = ${evidenceId}
      LEFT JOIN LATERAL ${countingAgreement({ reader, orderId, termsHash: known })} ON true
      LEFT JOIN LATERAL (SELECT id, code_hash, attempts FROM signing_code
        WHERE order_id = ${orderId} AND person_id = ${reader.id}::uuid AND used_at IS NULL
          AND expires_at > ${new Date()}
        ORDER BY created_at DESC LIMIT 1) c ON true`);
  return facts!;
}
