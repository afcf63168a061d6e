import { z } from 'zod';
import { CaseView } from '#contracts/cases/case.ts';
import { CandidateView } from '#contracts/matching/candidate.ts';
import { Wishes } from '#contracts/matching/wishes.ts';
import { ACTION_NAMES, type Action } from '#contracts/messages.ts';
import { ROLES } from '#contracts/people/roles.ts';
import { Fen, OrderId, Time } from '#contracts/scalars.ts';
import { ENDINGS, SETTLEMENTS, STAGES, STATE_WORDS, VISIT_PHASES } from './stages.ts';

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

/** One order as this reader may see it. Fields the reader may not see are null. */
export const OrderView = OrderSummary.extend({
  allowed: z
    .array(z.enum([...(ACTION_NAMES as [Action, ...Action[]]), 'waiveFee']))
    .describe('what the reader may do now'),
  forColleagues: z
    .array(z.enum(ACTION_NAMES as [Action, ...Action[]]))
    .describe('what only a colleague may do, because the reader acted for the helper'),
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
      careNotes: z
        .string()
        .nullable()
        .describe('helper: with the contact, as are remarks; when chosen and not signed yet, without digits'),
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
      departFrom: Time.describe('the helper may leave no sooner'),
      checkInFrom: Time.describe('nobody checks in sooner'),
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
  names: z
    .record(z.string(), z.string())
    .describe('of the helpers of this order by id, also those who left it, as the reader may know them'),
  timeline: z.array(TimelineItem),
  temporalUrl: z.string().nullable().describe('ops only: this order in the Temporal UI'),
});
export type OrderView = z.infer<typeof OrderView>;
