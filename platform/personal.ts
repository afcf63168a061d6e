import { createHmac } from 'node:crypto';
import type { Database } from './database.ts';
import { deriveKey, everySecret, type Secret } from './proof.ts';

// The one module that reads and writes PersonPrivate: encryption at rest would change this file alone.

interface PrivateTable {
  personPrivate: {
    findFirst(args: { where: { phoneHash: { in: string[] } } }): Promise<PrivateRow | null>;
    createMany(args: { data: PrivateRow[]; skipDuplicates: boolean }): Promise<{ count: number }>;
  };
}
interface PrivateRow {
  personId: string;
  name: string;
  phone: string;
  phoneHash: string;
}

export interface Personal {
  personId: string;
  name: string;
  /** E.164 */
  phone: string;
}

/** The only form in which the log-in tables hold a phone number. */
export const phoneHash = (secret: Secret, phone: string): string =>
  createHmac('sha256', deriveKey(secret, 'phone')).update(toE164(phone)).digest('base64url');

/** All that may be stored for it while the secret is being changed; the newest first. */
export const phoneHashes = (secret: Secret, phone: string): string[] =>
  everySecret(secret).map((one) => phoneHash(one, phone));

/** better-auth wants an address of everybody: one that reaches nobody, made of the hash. */
export const emailOfHash = (hash: string): string =>
  `${hash.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}@phone.invalid`;

/** +86 and eleven digits, with or without the prefix given. */
export const toE164 = (phone: string): string => `+86${phone.replace(/^\+86/, '')}`;

/** 138****0001 */
export const maskPhone = (phone: string): string =>
  phone.replace(/^\+86/, '').replace(/^(\d{3})\d{4}(\d{4})$/, '$1****$2');

export async function readPersonal(
  database: Pick<Database, '$queryRaw'>,
  personIds: string[],
): Promise<Map<string, Personal>> {
  const rows = await database.$queryRaw<Personal[]>`
    SELECT person_id AS "personId", name, phone FROM person_private WHERE person_id = ANY(${personIds}::uuid[])`;
  return new Map(rows.map((row) => [row.personId, row]));
}

export async function findByPhone(
  database: PrivateTable,
  secret: Secret,
  phone: string,
): Promise<Personal | null> {
  const row = await database.personPrivate.findFirst({
    where: { phoneHash: { in: phoneHashes(secret, phone) } },
  });
  return row && { personId: row.personId, name: row.name, phone: row.phone };
}

/** Existing people stay as they are. */
export async function writePersonal(
  database: PrivateTable,
  secret: Secret,
  people: Personal[],
): Promise<void> {
  const data = people.map((one) => ({
    ...one,
    phone: toE164(one.phone),
    phoneHash: phoneHash(secret, one.phone),
  }));
  await database.personPrivate.createMany({ data, skipDuplicates: true });
}

/** Who signed up alone is known by a masked number until somebody says the name. */
export async function writeName(
  database: Pick<Database, 'personPrivate'>,
  { personId, name }: Pick<Personal, 'personId' | 'name'>,
): Promise<void> {
  await database.personPrivate.update({ where: { personId }, data: { name } });
}
