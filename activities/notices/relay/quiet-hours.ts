import { minuteOfDay } from '#contracts/durations.ts';
import type { Policy } from '#contracts/policy.ts';

/** When the service hours open next, ms since epoch; null while they are open. */
export function quietUntil(
  policy: Pick<Policy, 'serviceHours' | 'utcOffsetMinutes'>,
  now: number,
): number | null {
  const offset = policy.utcOffsetMinutes * 60_000;
  const midnight = Math.floor((now + offset) / 86_400_000) * 86_400_000;
  const minute = (now + offset - midnight) / 60_000;
  const from = minuteOfDay(policy.serviceHours.from);
  if (minute < from) return midnight + from * 60_000 - offset;
  return minute < minuteOfDay(policy.serviceHours.to) ? null : midnight + 86_400_000 + from * 60_000 - offset;
}
