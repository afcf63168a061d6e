import { z } from 'zod';
import { CalendarChanged, confirm } from '#contracts/calendars/calendar.ts';
import { type Endpoint, helperParams, Reason } from '#contracts/endpoint.ts';
import { Next, paged, Unreadable } from '#contracts/lists.ts';
import { STAFF } from '#contracts/people/roles.ts';
import { LocalDate, OrderId } from '#contracts/scalars.ts';
import { oneLine } from '#contracts/typed/text.ts';
import { HelperDetails, HelperRow } from './helper.ts';
import { SetHelperTraits, SetTraits, Traits } from './traits.ts';

const at = z.iso.datetime();
export const Earning = z.object({ orderId: OrderId, fen: z.int(), kind: z.string(), at });
export const RewardView = z.object({
  ...{ orderId: OrderId, points: z.int(), bonusFen: z.int(), at },
  /** The higher rank ends then. */
  boostUntil: z.iso.datetime().nullable(),
});
export const DecisionView = z.object({
  orderId: OrderId,
  kind: z.string(),
  reason: z.string(),
  at,
  appealUntil: at,
});

export const RecordReply = z.object({
  monthFen: z.int(),
  totalFen: z.int(),
  points: z.int(),
  completed: z.int(),
  rating: z.number().nullable(),
  earnings: z.array(Earning),
  rewards: z.array(RewardView),
  decisions: z.array(DecisionView),
  next: Next,
  unreadable: Unreadable,
});
export type RecordReply = z.infer<typeof RecordReply>;

export const helpersHttp = {
  record: {
    method: 'GET',
    path: '/record',
    summary: 'My earnings, rewards and decisions page by page, the newest first of all three',
    roles: ['helper'],
    key: false,
    query: z.object(paged),
    reply: RecordReply,
  },
  myProfile: {
    method: 'GET',
    path: '/my-profile',
    summary: 'My profile',
    roles: ['helper'],
    key: false,
    reply: z.object({ displayName: z.string(), autoAccept: z.boolean(), level: z.string(), traits: Traits }),
  },
  setTraits: {
    method: 'PUT',
    path: '/my-profile/traits',
    summary: 'Set my dialects, the products I bring and my habits',
    roles: ['helper'],
    key: false,
    body: SetTraits,
    reply: Traits,
  },
  helpers: {
    method: 'GET',
    path: '/ops/helpers',
    summary: 'Find helpers by name or phone, or those with certificates that run out',
    roles: STAFF,
    key: false,
    query: z.object({
      q: z.string().trim().max(40).optional().describe('part of the name, or a phone number'),
      expiring: z.coerce
        .number()
        .int()
        .min(0)
        .max(365)
        .optional()
        .describe('a certificate is out or runs out within so many days'),
      ...paged,
    }),
    reply: z.object({ helpers: z.array(HelperRow), next: Next, unreadable: Unreadable }),
  },
  helper: {
    method: 'GET',
    path: '/ops/helpers/:helperId',
    summary: 'One helper: skills, certificates and their changes',
    roles: STAFF,
    key: false,
    params: helperParams,
    reply: HelperDetails.extend({ traits: Traits }),
  },
  setHelperTraits: {
    method: 'PUT',
    path: '/ops/helpers/:helperId/traits',
    summary: 'Set what wishes a helper meets, illnesses cared for too',
    roles: ['ops'],
    key: false,
    params: helperParams,
    body: SetHelperTraits,
    reply: Traits,
  },
  setCertificate: {
    method: 'PUT',
    path: '/ops/helpers/:helperId/certificates/:skill',
    summary: 'Change until when a certificate counts',
    roles: ['ops'],
    key: false,
    params: helperParams.extend({ skill: z.string().regex(/^[\w:-]{1,40}$/) }),
    body: z.strictObject({
      validUntil: LocalDate.describe('the last day on which it counts'),
      certificate: oneLine(1, 60).optional(),
      reason: Reason,
      confirm,
    }),
    reply: CalendarChanged,
  },
} as const satisfies Record<string, Endpoint>;
