import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The secret of an installation, or a list while it is being changed: the first one makes, all of them check.
 * docs/runbook.md says how it is changed without a pause.
 */
export type Secret = string | readonly [string, ...string[]];

export const everySecret = (secret: Secret): readonly [string, ...string[]] =>
  typeof secret === 'string' ? [secret] : secret;

const derived = new Map<string, Buffer>();

/** Every use has a key of its own, so that no value of one use fits another. Values are made with this one. */
export function deriveKey(secret: Secret, purpose: string): Buffer {
  const [newest] = everySecret(secret);
  const name = `${purpose}/${newest}`;
  let key = derived.get(name);
  if (!key) {
    key = createHmac('sha256', newest).update(`anjia/${purpose}`).digest();
    derived.set(name, key);
  }
  return key;
}

export interface Claim {
  orderId: string;
  action: string;
  by: string;
  role: string;
}

/** The API's word that this person asked for this action on this order: travels inside the message. */
export function makeProof(secret: Secret, claim: Claim): string {
  const words = [claim.orderId, claim.action, claim.by, claim.role].join('|');
  return createHmac('sha256', deriveKey(secret, 'proof')).update(words).digest('base64url');
}

export function verifyProof(secret: Secret, claim: Claim, proof: string | undefined): boolean {
  if (!proof) return false;
  const given = Buffer.from(proof);
  return everySecret(secret).some((one) => {
    const right = Buffer.from(makeProof(one, claim));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}
