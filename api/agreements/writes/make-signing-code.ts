import { createHmac } from 'node:crypto';
import type { StoredOrder } from '#activities/order-rows/order-row.ts';
import { isTheirs } from '#api/access/is-theirs.ts';
import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Tx } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';
import { deriveKey } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';

const LIVES_MS = 10 * 60_000;
const PER_TEN_MINUTES = 5;

interface SigningCodeRequest {
  deps: Deps;
  reader: Reader;
  /** Of the call: the same call has the same code. */
  id: string;
}

/**
 * Makes a one-time code for signing and stores only its HMAC, for this phone; `tellSigningCode` sends it after the
 * commit.
 */
export async function makeSigningCode(
  input: SigningCodeRequest & { tx: Tx; order: StoredOrder },
): Promise<string> {
  const { deps, tx, reader, order, id } = input;
  if (order.stage !== 'agreement') throw new Refused(order.stage === 'closed' ? 'OrderClosed' : 'WrongStage');
  if (!isTheirs(order, reader)) throw new Refused('NotAllowed');
  const code = codeOf(deps.env.ANJIA_SECRET, id);
  const codeHash = hashSigningCode(deps.env.ANJIA_SECRET, id, code);
  const now = Date.now();
  // One after the other, so that each counts the earlier ones.
  await tx.execute(sql`
    SELECT pg_advisory_xact_lock(hashtextextended(${`signing code ${order.id} ${reader.id}`}, 0))::text`);
  const made = await tx.execute(sql`
    INSERT INTO signing_code (id, order_id, person_id, code_hash, expires_at, created_at)
    SELECT ${id}::uuid, ${order.id}, ${reader.id}::uuid, ${codeHash}, ${new Date(now + LIVES_MS)}, ${new Date(now)}
    WHERE (SELECT count(*) FROM signing_code WHERE order_id = ${order.id} AND person_id = ${reader.id}::uuid
      AND created_at > ${new Date(now - LIVES_MS)}) < ${PER_TEN_MINUTES}`);
  if (made === 0) throw new Refused('TooManyRequests');
  return phoneOf(tx, reader.id);
}

/**
 * Sends the code to the signer's own phone, after the commit: a slow provider would hold a database connection for
 * each signer. A repeated call (without a phone) sends the same message under the same key, as long as the code is
 * valid.
 */
export async function tellSigningCode(
  { deps, reader, id }: SigningCodeRequest,
  made: string | undefined,
): Promise<void> {
  if (made === undefined && !(await isGood(deps, id))) return;
  const phone = made ?? (await phoneOf(deps.database, reader.id));
  await deps.sendCode({ phone, code: codeOf(deps.env.ANJIA_SECRET, id), kind: 'signing', id });
}

async function isGood({ database }: Deps, id: string): Promise<boolean> {
  const good = await database.query<unknown>(sql`
    SELECT 1 FROM signing_code WHERE id = ${id}::uuid AND used_at IS NULL AND expires_at > now()`);
  return good.length > 0;
}

async function phoneOf(tx: Parameters<typeof readPersonal>[0], personId: string): Promise<string> {
  const personal = (await readPersonal(tx, [personId])).get(personId);
  if (!personal) throw new Refused('NotFound');
  return personal.phone;
}

// Derived from the call's id: a repeated call must not send a second code under the first message's key.
function codeOf(secret: string, id: string): string {
  const number = createHmac('sha256', deriveKey(secret, 'make-signing-code'))
    .update(id)
    .digest()
    .readUInt32BE(0);
  return String(number % 1_000_000).padStart(6, '0');
}

export const hashSigningCode = (secret: string, id: string, code: string): string =>
  createHmac('sha256', deriveKey(secret, 'signing-code')).update(`${id}\n${code}`).digest('base64url');
