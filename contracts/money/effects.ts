import type { Done, Move, Refusal } from '#contracts/transition.ts';

/** The effects of an order on its money. Implemented in activities/money/effects.ts. */
export interface MoneyEffects {
  /** Completion is confirmed; one balanced ledger transaction is written for the agreed sum less `reductionFen`. */
  settle(
    move: Move & { by: 'customer' | 'agent' | 'deadline' | 'ops'; reductionFen: number },
  ): Promise<{ ok: true; dueFen: number } | Refusal>;
  recordPayment(
    move: Move & { paymentId: string; amountFen: number; source: 'gateway' | 'cash' },
  ): Promise<Done | Refusal>;
}
