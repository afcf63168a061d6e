import type { CandidateView } from '#contracts/matching/candidate.ts';

type Reasons = CandidateView['reasons'];
interface Offer {
  reasons: Reasons;
  startsAt: string;
  quote: { totalFen: number };
  helper: { rating: number | null };
}

/**
 * The reasons of each card as they are true of it beside the others: the rating is the one that the card shows, and
 * only the earliest comes sooner, only the cheapest costs less.
 */
export function trueReasons<O extends Offer>(offers: O[]): O[] {
  return offers.map((offer) => {
    const others = offers.filter((one) => one !== offer);
    const holds: Record<string, () => boolean> = {
      rated: () => offer.helper.rating !== null,
      sooner: () =>
        others.length > 0 &&
        others.every(({ startsAt }) => Date.parse(offer.startsAt) < Date.parse(startsAt)),
      cheaper: () => others.length > 0 && others.every(({ quote }) => offer.quote.totalFen < quote.totalFen),
    };
    const reasons = offer.reasons
      .filter(({ code }) => holds[code]?.() ?? true)
      .map((one) =>
        one.code === 'rated' && offer.helper.rating !== null ? { ...one, value: offer.helper.rating } : one,
      );
    return { ...offer, reasons };
  });
}
