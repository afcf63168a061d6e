import { millis } from '#contracts/durations.ts';
import type { Fee } from '#contracts/money/fee.ts';
import type { Role } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Ending } from './stages.ts';

/** The facts that decide the fee of an ending. Times in ms since epoch, `now` by the order's clock; sums in fen. */
export interface FeeFacts {
  ending: Ending;
  /** Who requested the ending; null: nobody did (a deadline, a decision, a cancel in the Temporal UI). */
  role: Role | null;
  /** Both sides have signed the agreement in force. */
  signed: boolean;
  /** A helper dropped out after both sides had signed, and the customer has not signed again. */
  freeExit: boolean;
  startsAt: number;
  now: number;
  totalFen: number;
  /** The minimum fee of a cancellation: what it would have cost when the customer moved the visit. */
  floorFen: number;
  policy: Pick<Policy, 'cancelFees' | 'noShowFeePercent'>;
}

/**
 * The fee of an ending and who pays it; null: no fee. Nobody owes a fee before both sides have signed. Ops cancel
 * without a fee. A customer whose helper dropped out after signing cancels without a fee until
 * the next signature.
 */
export function endingFee(facts: FeeFacts): Fee | null {
  if (!facts.signed) return null;
  switch (facts.ending) {
    case 'helper_no_show':
      return feeOf(noShowFen(facts), 'helper', 'noShowFee');
    case 'customer_no_show':
      return feeOf(noShowFen(facts), 'customer', 'noShowFee');
    case 'cancelled':
      if (facts.role === null || facts.role === 'ops' || facts.freeExit) return null;
      return feeOf(cancelFen(facts), 'customer', 'cancelFee');
    default:
      return null;
  }
}

const feeOf = (fen: number, payer: Fee['payer'], kind: Fee['kind']): Fee | null =>
  fen > 0 ? { fen, payer, kind } : null;

/** The no-show fee of the customer or helper, in fen. */
export const noShowFen = ({
  totalFen,
  policy,
}: Pick<FeeFacts, 'totalFen'> & { policy: Pick<Policy, 'noShowFeePercent'> }): number =>
  Math.round((totalFen * policy.noShowFeePercent) / 100);

/** The fee of the nearest step of the policy's scale, and never less than the minimum. */
function cancelFen({ totalFen, startsAt, now, floorFen, policy }: FeeFacts): number {
  const ahead = startsAt - now;
  const rung = [...policy.cancelFees]
    .sort((a, b) => millis(a.within) - millis(b.within))
    .find(({ within }) => ahead < millis(within));
  const fen = rung ? Math.round((totalFen * rung.percent) / 100) : 0;
  return Math.max(fen, floorFen);
}
