import { z } from 'zod';
import { QuoteView } from '#contracts/money/quote.ts';
import { HelperCard } from '#contracts/people/people.ts';
import { Time } from '#contracts/scalars.ts';

/** How a candidate compares with the average of the round before, for a reason the customer gave; positive is better. */
export const Compared = z.object({
  reason: z.enum(['price', 'distance', 'experience', 'time']),
  by: z.number().describe('fen cheaper, metres nearer, years more, minutes sooner'),
});
export type Compared = z.infer<typeof Compared>;

export const CandidateView = z.object({
  helper: HelperCard,
  rank: z.int(),
  reasons: z
    .array(z.object({ code: z.string(), value: z.number().optional() }))
    .describe('metres of near: for staff exact, else in steps of 500 m'),
  quote: QuoteView,
  startsAt: Time,
  endsAt: Time,
  hold: z.enum(['firm', 'soft']),
  status: z.enum(['offered', 'accepted', 'declined', 'chosen', 'passed']),
  gone: z.boolean().optional().describe('cannot come any more: booked, on leave, certificate ended'),
  compared: z.array(Compared).optional().describe('after a re-match, for each reason given'),
});
export type CandidateView = z.infer<typeof CandidateView>;
