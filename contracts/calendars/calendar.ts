import { z } from 'zod';
import { VISIT_PHASES } from '#contracts/orders/stages.ts';
import { LocalDate, OrderId, Time } from '#contracts/scalars.ts';

/** Part of a weekday in the city's local minutes; 1 = Monday … 7 = Sunday. */
export const DaySpan = z
  .strictObject({
    weekday: z.int().min(1).max(7),
    startMinute: z.int().min(0).max(1439),
    endMinute: z.int().min(1).max(1440),
  })
  .refine(({ startMinute, endMinute }) => startMinute < endMinute, 'the end is before the start');
export type DaySpan = z.infer<typeof DaySpan>;

/**
 * Several spans a day; they must not overlap.
 * @internal a test compares it with the rules of free time
 */
export const WeekSpans = z
  .array(DaySpan)
  .max(42)
  .refine((spans) => !spans.some((a, i) => spans.some((b, j) => i < j && meet(a, b))), 'two times overlap');

const meet = (a: DaySpan, b: DaySpan): boolean =>
  a.weekday === b.weekday && a.startMinute < b.endMinute && b.startMinute < a.endMinute;

/**
 * A change that removes time is first answered with its consequences, and saved when it is sent again with `confirm`.
 */
export const confirm = z
  .boolean()
  .optional()
  .describe('save although booked visits fall out; without it they are listed (409 CalendarConflict)');

export const SetWorkingTimes = z.strictObject({ times: WeekSpans, worksHolidays: z.boolean(), confirm });
export const AddLeave = z.strictObject({ startsAt: Time, endsAt: Time, confirm });
export const SetAreas = z.strictObject({
  reachMetres: z.int().min(1_000).max(60_000),
  districts: z
    .array(z.string().regex(/^\d{6}$/))
    .max(50)
    .describe('only these; none: every one within reach'),
  confirm,
});
export const SetAutoAccept = z.strictObject({
  on: z.boolean(),
  times: WeekSpans.describe('none: at any hour'),
});

/** A booked visit that a change would make impossible. */
export const ConflictView = z.object({
  orderId: OrderId,
  serviceCode: z.string(),
  district: z.string(),
  startsAt: Time,
  endsAt: Time,
});
export type ConflictView = z.infer<typeof ConflictView>;

export const LeaveView = z.object({ id: z.uuid(), startsAt: Time, endsAt: Time });
export type LeaveView = z.infer<typeof LeaveView>;

export const CalendarVisit = z.object({
  orderId: OrderId,
  serviceCode: z.string(),
  district: z.string(),
  startsAt: Time,
  endsAt: Time,
  status: z.enum(['held', 'confirmed', 'done']),
  phase: z.enum(VISIT_PHASES).nullable(),
});
export type CalendarVisit = z.infer<typeof CalendarVisit>;

export const CalendarView = z.object({
  from: LocalDate,
  days: z.int(),
  utcOffsetMinutes: z.int(),
  workingTimes: z.array(DaySpan),
  worksHolidays: z.boolean(),
  leaves: z.array(LeaveView),
  visits: z.array(CalendarVisit),
  areas: z.object({ homeDistrict: z.string(), reachMetres: z.int(), districts: z.array(z.string()) }),
  autoAccept: z.object({ on: z.boolean(), times: z.array(DaySpan) }),
});
export type CalendarView = z.infer<typeof CalendarView>;

/** The result of a change: the visits that became impossible; their orders were notified. */
export const CalendarChanged = z.object({ ok: z.literal(true), told: z.array(OrderId) });
export type CalendarChanged = z.infer<typeof CalendarChanged>;
