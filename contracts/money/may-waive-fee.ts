import type { Role } from '#contracts/people/roles.ts';

interface Owed {
  stage: string;
  /** Cancellation and no-show fees of the customer, less waivers. */
  feeFen: number;
  /** All that the customer still owes for the order. */
  dueFen: number;
}

/** How much of a closed order's fee can be waived, in fen. Waiving what was already paid would be a refund. */
export const waivableFen = ({ stage, feeFen, dueFen }: Owed): number =>
  stage === 'closed' ? Math.max(0, Math.min(feeFen, dueFen)) : 0;

export const mayWaiveFee = (role: Role, owed: Owed): boolean => role === 'ops' && waivableFen(owed) > 0;
