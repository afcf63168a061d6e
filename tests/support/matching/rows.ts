import type { Prisma } from '#prisma/generated/client.ts';
import { type Given, HOUR, inHours, type Rows } from '../rows.ts';

/** What a candidate of these tests costs: three hours. */
export const QUOTE = {
  lines: [{ code: 'base', fen: 12_000 }],
  totalFen: 12_000,
  unitFen: 4_000,
  quantity: 3,
};

/** First of the shortlist of the first round, who was offered it and has not answered. */
export const aCandidate = (
  { models }: Rows,
  given: Given<Prisma.CandidateUncheckedCreateInput, 'orderId' | 'helperId'>,
) => {
  const startsAt = new Date(given.startsAt ?? inHours(24));
  const endsAt = new Date(startsAt.getTime() + 3 * HOUR);
  const list = { round: 0, rank: 1, score: 50, reasons: [{ code: 'near', value: 1200 }], quote: QUOTE };
  return models.candidate.create({
    data: { ...list, startsAt, endsAt, hold: 'firm', status: 'offered', ...given },
  });
};
