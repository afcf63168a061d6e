import { z } from 'zod';
import { messageRows } from '#contracts/durable/message-rows.ts';
import { type Endpoint, Note, orderParams } from '#contracts/endpoint.ts';
import { Next, paged, Unreadable } from '#contracts/lists.ts';
import { CUSTOMER_SIDE, STAFF } from '#contracts/people/roles.ts';
import { LocalDate, OrderId } from '#contracts/scalars.ts';
import { CandidateView } from './candidate.ts';
import { MATCHING_MESSAGES } from './messages.ts';
import { WHY_NOT } from './why-not.ts';
import { Wishes } from './wishes.ts';

export const OfferView = z.object({
  orderId: OrderId,
  serviceCode: z.string(),
  district: z.string(),
  quantity: z.int(),
  startsAt: z.iso.datetime(),
  endsAt: z.iso.datetime(),
  totalFen: z.int(),
  helperFen: z.int(),
  deadline: z.iso.datetime().nullable(),
  status: z.enum(['offered', 'accepted', 'chosen']),
  metres: z.int().describe('from home to the visit, in steps of 500 m'),
  need: z
    .object({
      area: z.int().nullable(),
      careNotes: z.string().nullable().describe('when chosen, without digits, as are remarks'),
      remarks: z.string().nullable(),
      wishes: Wishes,
    })
    .nullable(),
});
export type OfferView = z.infer<typeof OfferView>;

export const RankedView = CandidateView.pick({
  helper: true,
  rank: true,
  reasons: true,
  quote: true,
  startsAt: true,
  endsAt: true,
});
export type RankedView = z.infer<typeof RankedView>;

export const matchingHttp = {
  otherTimes: {
    method: 'GET',
    path: '/orders/:orderId/helpers/:helperId/free-starts',
    summary: 'When else a helper of this order’s shortlists could come, on one local day',
    roles: CUSTOMER_SIDE,
    key: false,
    params: orderParams.extend({ helperId: z.uuid() }),
    query: z.object({ day: LocalDate }),
    reply: z.object({ starts: z.array(z.object({ startsAt: z.iso.datetime(), endsAt: z.iso.datetime() })) }),
  },
  offers: {
    method: 'GET',
    path: '/offers',
    summary: 'Offers to me',
    roles: ['helper'],
    key: false,
    reply: z.object({ offers: z.array(OfferView), unreadable: Unreadable }),
  },
  whyNot: {
    method: 'GET',
    path: '/ops/orders/:orderId/helpers/:helperId/why-not',
    summary: 'Why a helper was not offered for this order',
    roles: STAFF,
    key: false,
    params: z.object({ orderId: OrderId, helperId: z.uuid() }),
    reply: z.object({
      code: z.enum(WHY_NOT),
      rank: z.int().nullable().describe('place among those who could come'),
    }),
  },
  dispatchList: {
    method: 'GET',
    path: '/ops/orders/:orderId/helpers',
    summary: 'Helpers for dispatch by hand, ranked, page by page',
    roles: STAFF,
    key: false,
    params: orderParams,
    query: z.object(paged),
    reply: z.object({ helpers: z.array(RankedView), next: Next, unreadable: Unreadable }),
  },
  ...messageRows(MATCHING_MESSAGES, {
    rematch: z
      .strictObject({
        reasons: z
          .array(z.enum(['price', 'distance', 'experience', 'time', 'other']))
          .min(1)
          .max(5),
        note: Note,
        namedHelperId: z.uuid().optional(),
        startsAt: z.iso
          .datetime()
          .optional()
          .describe('one of otherTimes of the named helper: the wanted time moves there'),
      })
      .meta({ dependentRequired: { startsAt: ['namedHelperId'] } }),
  }),
} as const satisfies Record<string, Endpoint>;
