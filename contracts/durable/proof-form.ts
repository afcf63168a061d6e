/** How a proof begins that covers the message's fields and id; platform/proof.ts makes it. Older proofs begin otherwise. */
export const PROOF_OF_SHAPE = 'v2_';

export const isProofOfShape = (proof: string | undefined): boolean =>
  proof?.startsWith(PROOF_OF_SHAPE) === true;
