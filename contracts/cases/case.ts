import { z } from 'zod';
import { OrderId, Time } from '#contracts/scalars.ts';
import { CASE_KINDS } from './kinds.ts';

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
  decision: z.string().nullable(),
  decidedAt: Time.nullable(),
  proposal: z.string().nullable(),
  helper: z.object({ id: z.uuid(), displayName: z.string() }).nullable(),
  note: z.string().nullable().describe('what the person wrote, e.g. the objection'),
});
export type CaseView = z.infer<typeof CaseView>;
