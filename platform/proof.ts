import { createHmac, timingSafeEqual } from 'node:crypto';
import { isProofOfShape, PROOF_OF_SHAPE } from '#contracts/durable/proof-form.ts';
import { canonicalJson } from './canonical-json.ts';

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

/** One message, as the platform vouches for it. */
export interface Claim {
  /** kind of the subject and its id */
  subject: string;
  id: string;
  /** name of the update or signal */
  message: string;
  /** The update's id, or the signal's own `messageId`: the subject takes each once. */
  messageId: string;
  /** Every field of the message with its value, `by` and `role` too; `proof` and `messageId` are left out here. */
  body: Readonly<Record<string, unknown>>;
}

/**
 * The platform's word for one message: who sends what to whom, under which id. It travels inside the message. A message
 * with another field, id or subject does not fit it, so a copy from a history is worth nothing.
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

/** The form of before: it leaves out the fields and the id of the message. */
export interface OldClaim {
  orderId: string;
  action: string;
  by: string;
  role: string;
}

/** For workers of a build that knows no other form; see api/messages/proof-form.ts. */
export function makeOldProof(secret: Secret, { orderId, action, by, role }: OldClaim): string {
  const words = [orderId, action, by, role].join('|');
  return createHmac('sha256', deriveKey(secret, 'proof')).update(words).digest('base64url');
}

/** Only for messages that a history holds already: workflows take no new message with a proof of this form. */
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
