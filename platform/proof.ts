import { createHmac, timingSafeEqual } from 'node:crypto';

/** One secret per installation; every use has a key of its own, so that no value of one use fits another. */
export function deriveKey(secret: string, purpose: string): Buffer {
  return createHmac('sha256', secret).update(`anjia/${purpose}`).digest();
}

export interface Claim {
  orderId: string;
  action: string;
  by: string;
  role: string;
}

/** The API's word that this person asked for this action on this order: travels inside the message. */
export function makeProof(secret: string, claim: Claim): string {
  const words = [claim.orderId, claim.action, claim.by, claim.role].join('|');
  return createHmac('sha256', deriveKey(secret, 'proof')).update(words).digest('base64url');
}

export function verifyProof(secret: string, claim: Claim, proof: string | undefined): boolean {
  if (!proof) return false;
  const right = Buffer.from(makeProof(secret, claim));
  const given = Buffer.from(proof);
  return right.length === given.length && timingSafeEqual(right, given);
}
