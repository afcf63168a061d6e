import type { Database } from '#platform/database.ts';
import { emailOfHash, phoneHash, phoneHashes } from '#platform/personal.ts';
import { everySecret, type Secret } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';

/**
 * A hash that none of the secrets made: one of them is mistyped, or missing.
 * @internal a test tells it from other errors
 */
export class UnknownHash extends Error {
  override name = 'UnknownHash';
}
export interface Renewed {
  people: number;
  renewed: number;
  /** Rows of the log-in tables that went along. */
  logins: number;
  codes: number;
}
interface Row {
  personId: string;
  phone: string;
  stored: string;
  login: string | null;
}

/**
 * Makes the hashes of phones anew with the newest secret, a batch a transaction, person by person in the order of
 * their ids. What is new already is left alone, so it may be stopped and run again at any time, beside a running instance.
 */
export async function renewPhoneHashes(input: {
  database: Database;
  secret: Secret;
  batch?: number;
  /** Only counts. */
  looksOnly?: boolean;
  told?: (renewed: Renewed) => void;
}): Promise<Renewed> {
  const { database, secret, batch = 500, looksOnly = false, told } = input;
  const sum: Renewed = { people: 0, renewed: 0, logins: 0, codes: 0 };
  for (let after = '00000000-0000-0000-0000-000000000000'; ; ) {
    const done = await database.transaction(async (tx) => {
      const rows = await tx.query<Row>(sql`
        SELECT p.person_id::text AS "personId", p.phone, p.phone_hash AS stored, u."phoneNumber" AS login
        FROM person_private p LEFT JOIN "user" u ON u.id = p.person_id::text
        WHERE p.person_id > ${after}::uuid ORDER BY p.person_id LIMIT ${batch} FOR UPDATE OF p`);
      const old = rows.map((row) => ({ ...row, hash: phoneHash(secret, row.phone) })).filter(isOld);
      for (const row of old) refuseUnknown(row, secret);
      if (old.length === 0 || looksOnly) return { rows, renewed: old.length, logins: 0, codes: 0 };
      const news = JSON.stringify(old.map((row) => ({ ...row, email: emailOfHash(row.hash) })));
      await tx.execute(sql`
        UPDATE person_private p SET phone_hash = n.hash, updated_at = now()
        FROM jsonb_to_recordset(${news}::jsonb) AS n ("personId" uuid, hash text) WHERE p.person_id = n."personId"`);
      const logins = await tx.execute(sql`
        UPDATE "user" u SET "phoneNumber" = n.hash, email = n.email
        FROM jsonb_to_recordset(${news}::jsonb) AS n ("personId" text, hash text, email text) WHERE u.id = n."personId"`);
      // A code that was sent a moment ago goes on counting.
      const codes = await tx.execute(sql`
        UPDATE verification v SET identifier = 'phone-number-otp-' || n.hash
        FROM jsonb_to_recordset(${news}::jsonb) AS n (stored text, login text, hash text)
        WHERE v.identifier IN ('phone-number-otp-' || n.stored, 'phone-number-otp-' || n.login)`);
      return { rows, renewed: old.length, logins, codes };
    });
    sum.people += done.rows.length;
    sum.renewed += done.renewed;
    sum.logins += done.logins;
    sum.codes += done.codes;
    told?.(sum);
    const last = done.rows.at(-1);
    if (!last || done.rows.length < batch) return sum;
    after = last.personId;
  }
}

const isOld = (row: Row & { hash: string }): boolean =>
  row.stored !== row.hash || (row.login !== null && row.login !== row.hash);

/** With a mistyped secret nobody could log in afterwards: better nothing is changed. */
function refuseUnknown(row: Row, secret: Secret): void {
  const known = phoneHashes(secret, row.phone);
  if (known.includes(row.stored) && (row.login === null || known.includes(row.login))) return;
  throw new UnknownHash(
    `The phone hash of person ${row.personId} was made with none of the ${everySecret(secret).length} secrets given.`,
  );
}
