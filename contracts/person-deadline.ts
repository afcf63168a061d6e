import { millis, minuteOfDay } from './durations.ts';
import type { Policy } from './policy.ts';

const DAY = 86_400_000;

/**
 * When a person's deadline that started at `from` (ms since epoch) expires. Only local service hours count, unless the
 * visit starts within the policy's `urgentWithin` of `from`; then every hour counts.
 */
export function personDeadline(input: {
  from: number;
  limit: string;
  policy: Pick<Policy, 'serviceHours' | 'utcOffsetMinutes' | 'urgentWithin'>;
  visitStart?: number | null;
}): number {
  const { from, policy } = input;
  const limit = millis(input.limit);
  if (input.visitStart != null && input.visitStart - from <= millis(policy.urgentWithin)) return from + limit;
  const offset = policy.utcOffsetMinutes * 60_000;
  const opens = minuteOfDay(policy.serviceHours.from) * 60_000;
  const closes = minuteOfDay(policy.serviceHours.to) * 60_000;
  let left = limit;
  let local = from + offset;
  for (;;) {
    const midnight = Math.floor(local / DAY) * DAY;
    local = Math.max(local, midnight + opens);
    const open = Math.max(0, midnight + closes - local);
    if (left <= open) return local + left - offset;
    left -= open;
    local = midnight + DAY;
  }
}
