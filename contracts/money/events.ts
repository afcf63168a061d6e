import type { Fee } from './fee.ts';

/** Timeline events about money: ids, codes, times and amounts only. */
export interface MoneyEvents {
  settled: { totalFen: number; helperFen: number; platformFen: number; reductionFen: number };
  paymentReceived: { paymentId: string; amountFen: number; source: 'gateway' | 'cash' };
  paymentOverdue: Record<string, never>;
  paymentWrittenOff: { amountFen: number };
  feeCharged: Fee;
  feeWaived: { fen: number; reason: string };
}
