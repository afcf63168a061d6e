import { createHmac } from 'node:crypto';
import { maskPhone, readPersonal } from '#platform/personal.ts';
import { deriveKey } from '#platform/proof.ts';
import type { Deps } from '../deps.ts';
import type { Tx } from '../keep-answer.ts';
import type { Reader } from '../reader.ts';
import type { OrderRow } from '../reads/find-order.ts';
import { Refused } from '../refused.ts';

const LIVES_MS = 10 * 60_000;
const PER_TEN_MINUTES = 5;

/** A one-time code to sign with: sent to the signer's own phone, kept only as an HMAC. */
export async function makeSigningCode(input: {
  deps: Deps;
  tx: Tx;
  reader: Reader;
  order: OrderRow;
  id: string;
}): Promise<{ sentTo: string }> {
  const { deps, tx, reader, order, id } = input;
  if (order.stage !== 'agreement') throw new Refused(order.stage === 'closed' ? 'OrderClosed' : 'WrongStage');
  if (reader.role === 'helper' && order.helperId !== reader.id) throw new Refused('NotAllowed');
  const code = codeOf(deps.env.ANJIA_SECRET, id);
  const codeHash = hashSigningCode(deps.env.ANJIA_SECRET, id, code);
  const now = Date.now();
  const made = await tx.$executeRaw`
    INSERT INTO signing_code (id, order_id, person_id, code_hash, expires_at, created_at)
    SELECT ${id}::uuid, ${order.id}, ${reader.id}::uuid, ${codeHash}, ${new Date(now + LIVES_MS)}, ${new Date(now)}
    WHERE (SELECT count(*) FROM signing_code WHERE order_id = ${order.id} AND person_id = ${reader.id}::uuid
      AND created_at > ${new Date(now - LIVES_MS)}) < ${PER_TEN_MINUTES}`;
  if (made === 0) throw new Refused('TooManyRequests');
  const personal = (await readPersonal(tx, [reader.id])).get(reader.id);
  if (!personal) throw new Refused('NotFound');
  await deps.sendCode({ phone: personal.phone, code, kind: 'signing', id });
  return { sentTo: maskPhone(personal.phone) };
}

// Made of the call's id: a repeated call must not send a second code under the first one's message.
function codeOf(secret: string, id: string): string {
  const number = createHmac('sha256', deriveKey(secret, 'make-signing-code'))
    .update(id)
    .digest()
    .readUInt32BE(0);
  return String(number % 1_000_000).padStart(6, '0');
}

export const hashSigningCode = (secret: string, id: string, code: string): string =>
  createHmac('sha256', deriveKey(secret, 'signing-code')).update(`${id}\n${code}`).digest('base64url');
