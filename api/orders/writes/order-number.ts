import { createHmac } from 'node:crypto';
import { deriveKey } from '#platform/proof.ts';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** JZ<yymmdd>-<8 characters>: the local day it was placed, and a hash of the person and the key. */
export function orderNumber(input: {
  secret: string;
  personId: string;
  key: string;
  at: Date;
  utcOffsetMinutes: number;
}): string {
  const local = new Date(input.at.getTime() + input.utcOffsetMinutes * 60_000).toISOString();
  const day = local.slice(2, 10).replaceAll('-', '');
  const hash = createHmac('sha256', deriveKey(input.secret, 'order-number'))
    .update(`${input.personId}\n${input.key}`)
    .digest();
  const letters = [...hash.subarray(0, 8)].map((byte) => BASE32[byte % 32]).join('');
  return `JZ${day}-${letters}`;
}
