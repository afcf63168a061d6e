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
  const since = new Date(Date.now() - LIVES_MS);
  const sent = await tx.signingCode.count({
    where: { orderId: order.id, personId: reader.id, createdAt: { gt: since } },
  });
  if (sent >= PER_TEN_MINUTES) throw new Refused('TooManyRequests');
  const personal = (await readPersonal(tx, [reader.id])).get(reader.id);
  if (!personal) throw new Refused('NotFound');
  const code = codeOf(deps.env.ANJIA_SECRET, id);
  await tx.signingCode.create({
    data: {
      id,
      orderId: order.id,
      personId: reader.id,
      codeHash: hashSigningCode(deps.env.ANJIA_SECRET, id, code),
      expiresAt: new Date(Date.now() + LIVES_MS),
    },
  });
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
