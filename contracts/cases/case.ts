import { z } from 'zod';
import { ROLES } from '#contracts/people/roles.ts';
import { OrderId, Time } from '#contracts/scalars.ts';
import { statedText } from '#contracts/typed/text.ts';
import { CASE_KINDS } from './kinds.ts';

const Named = z.object({ id: z.uuid(), name: z.string() });

export const CaseView = z.object({
  id: z.uuid(),
  round: z.int(),
  version: z.int(),
  orderId: OrderId.nullable(),
  serviceCode: z.string().nullable(),
  kind: z.enum(CASE_KINDS),
  variant: z.string().nullable().describe('how the question has changed, e.g. withdrawn'),
  reason: z.string(),
  status: z.enum(['open', 'decided']),
  openedAt: Time,
  dueAt: Time.nullable(),
  overdue: z.boolean().describe('a due time passed without a decision'),
  decision: z.string().nullable(),
  decidedAt: Time.nullable(),
  proposal: z.string().nullable(),
  helper: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
  owner: Named.nullable().describe('staff only: who is in charge'),
  note: z.string().nullable().describe('what the person wrote, e.g. the objection'),
});
export type CaseView = z.infer<typeof CaseView>;

export const CaseEventView = z.object({
  id: z.string(),
  round: z.int(),
  at: Time,
  kind: z.string(),
  payload: z.record(z.string(), z.unknown()),
  by: z.enum([...ROLES, 'system']),
  name: z.string().nullable().describe('who'),
  note: z.string().nullable().describe('what was written with it'),
  verified: z.boolean(),
});
export type CaseEventView = z.infer<typeof CaseEventView>;

const CaseDecisionView = z.object({
  round: z.int(),
  decision: z.string(),
  amountFen: z.int().nullable(),
  by: z.enum([...ROLES, 'system']),
  name: z.string().nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  at: Time,
});

/** One case with all that staff need to decide it. */
export const CaseDetails = CaseView.extend({
  customer: Named.nullable(),
  openedBy: z.string().nullable().describe('who opened it; null: the system'),
  needsHand: z.string().nullable().describe('why its workflow itself needs a hand, e.g. parked'),
  decisions: z.array(z.string()).describe('what may be decided now'),
  allowed: z.array(z.string()).describe('what the reader may do now'),
  mostFen: z.int().nullable().describe('the most by which the price may be reduced'),
  timeline: z.array(CaseEventView).describe('of all rounds, oldest first'),
  decided: z.array(CaseDecisionView).describe('one a round, oldest first'),
  temporalUrl: z.string().nullable(),
});
export type CaseDetails = z.infer<typeof CaseDetails>;

export const CASE_LISTS = ['open', 'mine', 'overdue', 'decided'] as const;
export type CaseList = (typeof CASE_LISTS)[number];

/** Reasons for which staff open a case by hand. */
export const GENERAL_REASONS = ['complaint', 'question', 'lostItem', 'safety', 'other'] as const;

export const NewCase = z.strictObject({
  kind: z.literal('general'),
  orderId: OrderId.optional(),
  customerId: z.uuid().optional(),
  helperId: z.uuid().optional(),
  reason: z.enum(GENERAL_REASONS),
  note: statedText(500),
});
export type NewCase = z.infer<typeof NewCase>;

/** A member of the staff to whom a case can be handed over. */
export const StaffMember = Named.extend({ role: z.enum(['agent', 'ops']) });
