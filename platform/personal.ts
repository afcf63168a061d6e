import { createHmac } from 'node:crypto';
import { toE164 } from '#contracts/typed/phone.ts';
import type { Queries } from './database.ts';
import { deriveKey, everySecret, type Secret } from './proof.ts';
import { type Statement, sql } from './sql.ts';

// The one module that reads and writes PersonPrivate: encryption at rest would change this file alone.

export interface Personal {
  personId: string;
  name: string;
  /** E.164 */
  phone: string;
}

const COLUMNS = sql`person_id AS "personId", name, phone`;

/** The only form in which the log-in tables store a phone number. */
export const phoneHash = (secret: Secret, phone: string): string =>
  createHmac('sha256', deriveKey(secret, 'phone')).update(toE164(phone)).digest('base64url');

/** All hashes that may be stored for it while the secret is being changed; the newest first. */
export const phoneHashes = (secret: Secret, phone: string): string[] =>
  everySecret(secret).map((one) => phoneHash(one, phone));

/** better-auth requires an address of everybody: an undeliverable one, made of the hash. */
export const emailOfHash = (hash: string): string =>
  `${hash.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}@phone.invalid`;

/** 138****0001, or of a landline 0533****5678. */
export const maskPhone = (phone: string): string => {
  if (phone === '') return '';
  const [, mobileStart, mobileEnd] = /^(?:\+86)?(1\d{2})\d{4}(\d{4})$/.exec(phone) ?? [];
  if (mobileStart) return `${mobileStart}****${mobileEnd}`;
  const [, area, end] = /^\+86(10|2\d|[3-9]\d{2})\d{3,4}(\d{4})$/.exec(phone) ?? [];
  return area ? `0${area}****${end}` : '****';
};

export async function readPersonal(database: Queries, personIds: string[]): Promise<Map<string, Personal>> {
  const rows = await database.query<Personal>(sql`
    SELECT ${COLUMNS} FROM person_private WHERE person_id = ANY(${personIds}::uuid[])`);
  return new Map(rows.map((row) => [row.personId, row]));
}

export async function findByPhone(
  database: Queries,
  secret: Secret,
  phone: string,
): Promise<Personal | null> {
  const [row] = await database.query<Personal>(sql`
    SELECT ${COLUMNS} FROM person_private WHERE phone_hash = ANY(${phoneHashes(secret, phone)}::text[]) LIMIT 1`);
  return row ?? null;
}

/** The ids of the helpers whose names fit a LIKE pattern, as part of a statement: customers are not looked at. */
export const namedLike = (pattern: string): Statement => sql`
  SELECT person_id FROM person_private JOIN helper ON helper.id = person_id WHERE name LIKE ${pattern}`;

/** Existing people are not changed. */
export async function writePersonal(database: Queries, secret: Secret, people: Personal[]): Promise<void> {
  await database.execute(sql`
    INSERT INTO person_private (person_id, name, phone, phone_hash)
    SELECT * FROM unnest(${people.map(({ personId }) => personId)}::uuid[], ${people.map(({ name }) => name)}::text[],
      ${people.map(({ phone }) => toE164(phone))}::text[], ${people.map(({ phone }) => phoneHash(secret, phone))}::text[])
    ON CONFLICT DO NOTHING`);
}

/** A person who signed up alone is shown as a masked number until a name is entered. */
export async function writeName(
  database: Queries,
  { personId, name }: Pick<Personal, 'personId' | 'name'>,
): Promise<void> {
  await database.execute(sql`
    UPDATE person_private SET name = ${name}, updated_at = now() WHERE person_id = ${personId}::uuid`);
}
