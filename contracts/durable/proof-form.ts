/**
 * The prefix of a proof that covers the fields and the id of the message; platform/proof.ts makes it. Older proofs
 * have another prefix.
 */
export const PROOF_OF_SHAPE = 'v2_';

export const isProofOfShape = (proof: string | undefined): boolean =>
  proof?.startsWith(PROOF_OF_SHAPE) === true;
