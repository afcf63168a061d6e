import { isProofOfShape } from '#contracts/durable/proof-form.ts';
import type { StepBase } from '#contracts/transition.ts';
import { type Secret, verifyOldProof, verifyProof } from '#platform/proof.ts';

interface SubjectRef {
  /** kind of the subject */
  subject: string;
  id: string;
}
type Caused = Pick<StepBase, 'actor' | 'cause'>;

/** Whether a transition comes from the platform itself, or the platform vouches for the message that caused it. */
export const isVerified = (secret: Secret, ref: SubjectRef, step: Caused): boolean =>
  step.actor.role === 'system' || isVouchedFor(secret, ref, step);

/** Whether the platform vouches for exactly this message: its sender, subject, name, id and every field. */
export function isVouchedFor(secret: Secret, { subject, id }: SubjectRef, { actor, cause }: Caused): boolean {
  const { id: by, role, proof, action, signal, reason, noteId, fields } = actor;
  if (isProofOfShape(proof)) {
    const body = { ...fields, by: by ?? undefined, role, reason, noteId };
    return verifyProof(
      secret,
      { subject, id, message: signal ?? action ?? '', messageId: cause, body },
      proof,
    );
  }
  if (subject !== 'order') return false;
  // A message in a history from before proofs covered the fields; workflows accept no new one.
  return verifyOldProof(secret, { orderId: id, action: action ?? '', by: by ?? '', role }, proof);
}
