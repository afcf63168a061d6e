import { z } from 'zod';
import { ACTION_NAMES, type Action } from '#contracts/access.ts';
import { CASE_KINDS } from '#contracts/events.ts';
import { BRANDS, CARE_HABITS, DIALECTS, ILLNESSES, TABOOS } from '#contracts/matching/wishes.ts';
import { HelperCard } from '#contracts/people/people.ts';
import { ROLES } from '#contracts/people/roles.ts';
import { Code, Codes, Fen, OrderId, Time } from '#contracts/scalars.ts';
import { ENDINGS, SETTLEMENTS, STAGES, STATE_WORDS, VISIT_PHASES } from './stages.ts';

export const Wishes = z.strictObject({
  sex: z.enum(['female', 'male']).optional(),
  level: z.enum(['junior', 'senior', 'expert']).optional(),
  brands: z
    .union([z.string().trim().max(100), Codes])
    .optional()
    .describe('codes of products the helper must bring; words (of older screens) are shown, not filtered by'),
  ageFrom: z.int().min(18).max(80).optional(),
  ageTo: z.int().min(18).max(80).optional(),
  dialect: Code.optional(),
  careHabits: Codes.optional().describe('the helper has all of these'),
  taboos: Codes.optional().describe('the helper has none of these habits'),
  illness: Code.optional().describe('the helper has cared for it before'),
});
export type Wishes = z.infer<typeof Wishes>;

/** Wishes as they may be stated today: a code that no helper can have would only keep everybody out. */
export const StatedWishes = Wishes.extend({
  brands: z
    .union([z.string().trim().max(100), z.array(z.enum(BRANDS)).max(10)])
    .optional()
    .describe('codes of products the helper must bring; words are shown, not filtered by'),
  dialect: z.enum(DIALECTS).optional(),
  careHabits: z.array(z.enum(CARE_HABITS)).max(10).optional().describe('the helper has all of these'),
  taboos: z.array(z.enum(TABOOS)).max(10).optional().describe('the helper has none of these habits'),
  illness: z.enum(ILLNESSES).optional().describe('the helper has cared for it before'),
}).refine(
  ({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo,
  'ageFrom is after ageTo',
);

/** What a customer (or an agent for a customer) states. */
export const NewOrder = z.strictObject({
  serviceCode: z.string().min(1).max(40),
  addressId: z.uuid(),
  quantity: z.int().min(1).max(1000).describe('in the unit of the service'),
  windowStart: Time.describe('the visit starts no sooner'),
  windowEnd: Time.describe('the visit ends no later'),
  forOther: z.boolean().optional().describe('ordered for someone else, e.g. a parent'),
  area: z.int().min(1).max(5000).optional().describe('square metres'),
  careNotes: z.string().trim().max(500).optional(),
  remarks: z.string().trim().max(500).optional(),
  wishes: StatedWishes.optional(),
  namedHelperId: z.uuid().optional(),
  onBehalfOf: z.uuid().optional().describe('agents and ops only: the customer ordered for'),
  incomplete: z.boolean().optional().describe('agents and ops only: something is still missing'),
  rehearsal: z.enum(['rehearsal', 'rehearsalFast']).optional().describe('development servers only'),
});
export type NewOrder = z.infer<typeof NewOrder>;

export const QuoteView = z.object({
  lines: z.array(z.object({ code: z.enum(['base', 'level', 'distance', 'holiday', 'cap']), fen: Fen })),
  totalFen: Fen,
  unitFen: Fen,
  quantity: z.int(),
});
export type QuoteView = z.infer<typeof QuoteView>;

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

export const TimelineItem = z.object({
  id: z.string(),
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  role: z.enum([...ROLES, 'system']),
  verified: z.boolean(),
  at: Time,
  version: z.int(),
});
export type TimelineItem = z.infer<typeof TimelineItem>;

export const CaseView = z.object({
  id: z.uuid(),
  orderId: OrderId,
  serviceCode: z.string(),
  kind: z.enum([...CASE_KINDS, 'appeal']),
  reason: z.string(),
  status: z.enum(['open', 'decided']),
  openedAt: Time,
  dueAt: Time.nullable(),
  decision: z.string().nullable(),
  decidedAt: Time.nullable(),
  proposal: z.string().nullable(),
  helper: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
  note: z.string().nullable().describe('what the person wrote, e.g. the objection'),
});
export type CaseView = z.infer<typeof CaseView>;

export const OrderSummary = z.object({
  id: OrderId,
  version: z.int(),
  stage: z.enum(STAGES),
  ending: z.enum(ENDINGS).nullable(),
  word: z.enum(STATE_WORDS),
  phase: z.enum(VISIT_PHASES).nullable(),
  settlement: z.enum(SETTLEMENTS),
  waitingFor: z.enum([...ROLES, 'system']).nullable(),
  deadline: Time.nullable(),
  needsOps: z.boolean(),
  needsOpsReason: z.string().nullable(),
  serviceCode: z.string(),
  city: z.string(),
  district: z.string(),
  quantity: z.int(),
  minutes: z.int(),
  windowStart: Time,
  windowEnd: Time,
  startsAt: Time.nullable(),
  endsAt: Time.nullable(),
  totalFen: Fen.nullable(),
  helper: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
  rehearsal: z.boolean(),
  createdAt: Time,
  closedAt: Time.nullable(),
});
export type OrderSummary = z.infer<typeof OrderSummary>;

/** One order as this reader may see it; what is not his is null. */
export const OrderView = OrderSummary.extend({
  allowed: z.array(z.enum(ACTION_NAMES as [Action, ...Action[]])).describe('what the reader may do now'),
  round: z.int(),
  rematchesLeft: z.int(),
  rematch: z
    .object({ round: z.int(), reasons: z.array(z.string()), named: z.uuid().nullable() })
    .nullable()
    .describe('why the customer asked for this round'),
  contact: z
    .object({
      name: z.string(),
      phone: z.string(),
      line: z.string(),
      latitude: z.number(),
      longitude: z.number(),
    })
    .nullable()
    .describe('customer, ops: always; helper: from the signed agreement to 2 h after completion'),
  need: z
    .object({
      area: z.int().nullable(),
      careNotes: z.string().nullable().describe('helper: with the contact, as are remarks and illness'),
      remarks: z.string().nullable(),
      wishes: Wishes,
      forOther: z.boolean(),
      channel: z.string(),
    })
    .nullable(),
  shortlist: z.array(CandidateView),
  agreement: z
    .object({
      id: z.uuid(),
      status: z.enum(['drafted', 'signed', 'void']),
      termsHash: z.string(),
      signedBy: z.array(z.enum(['customer', 'helper'])),
      documentSha256: z.string().nullable(),
      pdf: z.boolean().describe('the reader may have the document'),
    })
    .nullable(),
  visit: z
    .object({
      startCode: z.string().nullable().describe('shown to the customer only'),
      startsAt: Time,
      endsAt: Time,
      departedAt: Time.nullable(),
      checkedInAt: Time.nullable(),
      checkedOutAt: Time.nullable(),
      confirmedAt: Time.nullable(),
      confirmedBy: z.string().nullable(),
    })
    .nullable(),
  reschedule: z
    .object({
      left: z.int().describe('how often the visit may still be moved'),
      latest: Time.describe('no later than this'),
      proposal: z
        .object({ startsAt: Time, endsAt: Time, by: z.enum(['customer', 'helper']), until: Time })
        .nullable()
        .describe('waits for the answer of the side that did not propose'),
    })
    .nullable()
    .describe('while the visit is planned'),
  money: z
    .object({
      dueFen: Fen,
      paidFen: Fen,
      feeFen: Fen.describe('cancel or no-show fee of the customer, less what was waived'),
      helperFen: Fen.nullable().describe('helper, ops: the share of the helper'),
    })
    .nullable(),
  review: z
    .object({
      attitude: z.int(),
      effect: z.int(),
      contractKept: z.boolean(),
      averageX100: z.int(),
      text: z.string().nullable(),
      at: Time,
    })
    .nullable(),
  followUp: z
    .object({ kind: z.enum(['reward', 'penalty', 'none', 'pending']), detail: z.string().nullable() })
    .nullable()
    .describe('what came of the review, told to the customer'),
  cases: z.array(CaseView).describe('ops: all; others: those that concern them, without notes'),
  timeline: z.array(TimelineItem),
  temporalUrl: z.string().nullable().describe('ops only: this order in the Temporal UI'),
});
export type OrderView = z.infer<typeof OrderView>;
