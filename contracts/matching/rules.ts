import type { Rule } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import type { Party } from '#contracts/people/roles.ts';

/** Facts that the rules of choosing a helper read. */
export interface MatchingFacts {
  stage: string;
  minutes: number;
  round: number;
  /** Helpers of this round who may be chosen. */
  candidates: readonly string[];
  /** Those of them who have answered their offer. */
  answered: readonly string[];
  /** Everybody who was ever on a shortlist of this order. */
  shown: readonly string[];
  booked: { helperId: string } | null;
  /** The parties that have signed the agreement in force, or its draft. */
  signedBy: readonly Party[];
  policy: { maxRounds: number };
}

type MatchingRule<A extends 'chooseHelper' | 'rematch' | 'answerOffer'> = Rule<UpdateBody<A>, MatchingFacts>;

export const MATCHING_RULES: { [A in 'chooseHelper' | 'rematch' | 'answerOffer']: MatchingRule<A> } = {
  chooseHelper: {
    possible: (_, order) => (order.candidates.length > 0 ? null : 'NotOnShortlist'),
    // A helper of an older shortlist was chosen on a screen that did not show the new one yet.
    says: ({ helperId }, order) => {
      if (order.candidates.includes(helperId)) return null;
      return order.shown.includes(helperId) ? 'ShortlistChanged' : 'NotOnShortlist';
    },
  },
  rematch: {
    possible: (_, order) => (order.round < order.policy.maxRounds ? null : 'NoRoundsLeft'),
    says: ({ named, windowStart, windowEnd }, order) => {
      if (!windowStart && !windowEnd) return null;
      const length = Date.parse(windowEnd ?? '') - Date.parse(windowStart ?? '');
      return named && length >= order.minutes * 60_000 ? null : 'InvalidInput';
    },
  },
  answerOffer: {
    possible: (who, order) => {
      const offers = who.role === 'helper' ? [who.id] : offeredTo(order);
      const codes = offers.map((helperId) => offerRefusal(helperId, order));
      return codes.includes(null) ? null : (codes[0] ?? 'NotYourTurn');
    },
    // A chosen helper accepts by signing and can only decline here.
    says: ({ helperId, accept }, order) =>
      offerRefusal(helperId, order) ?? (order.stage === 'agreement' && accept ? 'AlreadyAnswered' : null),
  },
};

const offeredTo = ({ stage, booked, candidates }: MatchingFacts): readonly string[] =>
  stage !== 'agreement' ? candidates : booked ? [booked.helperId] : [];

/** The error code if the offer to this helper can no longer be answered. */
function offerRefusal(helperId: string, order: MatchingFacts): ErrorCode | null {
  if (!offeredTo(order).includes(helperId)) return 'NotYourTurn';
  const hasAnswered =
    order.stage === 'agreement' ? order.signedBy.includes('helper') : order.answered.includes(helperId);
  return hasAnswered ? 'AlreadyAnswered' : null;
}
