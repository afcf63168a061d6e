import { z } from 'zod';
import { ConflictView } from './calendars/calendar.ts';
import { OrderId } from './scalars.ts';

/** RFC 9457 problem document. `code` is stable, `title` is in the reader's language. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  alternatives: z.array(z.string()).optional(),
  retryAfter: z.int().optional().describe('TooManyRequests: seconds until the call is worth repeating'),
  from: z.string().optional().describe('TooEarly: the time from which it is possible'),
  conflicts: z.array(ConflictView).optional().describe('CalendarConflict: booked visits that would fall out'),
});
export type Problem = z.infer<typeof Problem>;

/** 202: accepted and durable, without a result yet. Query `answer` (or repeat the call with the same key). */
export const Pending = z.object({
  ok: z.literal('pending'),
  orderId: OrderId,
  answerId: z.string(),
  answer: z.string(),
});
export const CasePending = Pending.omit({ orderId: true }).extend({ caseId: z.uuid() });
export type Pending = z.infer<typeof Pending> | z.infer<typeof CasePending>;
