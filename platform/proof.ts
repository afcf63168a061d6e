import { createHmac, timingSafeEqual } from 'node:crypto';
import { isProofOfShape, PROOF_OF_SHAPE } from '#contracts/durable/proof-form.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * The secret of an installation, or a list while it is being changed: the first one signs, all of them verify.
 * docs/runbook.md says how it is changed without downtime.
 */
export type Secret = string | readonly [string, ...string[]];

export const everySecret = (secret: Secret): readonly [string, ...string[]] =>
  typeof secret === 'string' ? [secret] : secret;

const derived = new Map<string, Buffer>();

/** Every use has its own key, so that a value of one use is invalid for another. Values are made with this key. */
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

/** One message, as the platform signs it. */
export interface Claim {
  /** kind of the subject and its id */
  subject: string;
  id: string;
  /** name of the update or signal */
  message: string;
  /** The update's id, or the signal's own `messageId`: the subject accepts each once. */
  messageId: string;
  /** All fields of the message, also `by` and `role`; `proof` and `messageId` are left out here. */
  body: Readonly<Record<string, unknown>>;
}

/**
 * The platform's signature of one message: sender, content, subject and id. It is part of the message. It is invalid
 * for a message with another field, id or subject, so a copy from a history is useless.
 */
export function makeProof(secret: Secret, { subject, id, message, messageId, body }: Claim): string {
  const { proof: _, messageId: __, ...fields } = body;
  const words = canonicalJson({ subject, id, message, messageId, fields });
  return (
    PROOF_OF_SHAPE + createHmac('sha256', deriveKey(secret, 'message')).update(words).digest('base64url')
  );
}

export function verifyProof(secret: Secret, claim: Claim, proof: string | undefined): boolean {
  return isMadeBy((one) => makeProof(one, claim), secret, proof);
}

/** The old form: it covers neither the fields nor the id of the message. */
export interface OldClaim {
  orderId: string;
  action: string;
  by: string;
  role: string;
}

/** For workers of a build that knows only this form; see api/messages/proof-form.ts. */
export function makeOldProof(secret: Secret, { orderId, action, by, role }: OldClaim): string {
  const words = [orderId, action, by, role].join('|');
  return createHmac('sha256', deriveKey(secret, 'proof')).update(words).digest('base64url');
}

/** Only for messages in existing histories: workflows accept no new message with a proof of this form. */
export function verifyOldProof(secret: Secret, claim: OldClaim, proof: string | undefined): boolean {
  return !isProofOfShape(proof) && isMadeBy((one) => makeOldProof(one, claim), secret, proof);
}

function isMadeBy(make: (secret: string) => string, secret: Secret, proof: string | undefined): boolean {
  if (!proof) return false;
  const given = Buffer.from(proof);
  return everySecret(secret).some((one) => {
    const right = Buffer.from(make(one));
    return right.length === given.length && timingSafeEqual(right, given);
  });
}
