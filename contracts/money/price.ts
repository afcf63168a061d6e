import type { Policy } from '#contracts/policy.ts';

/** A price as a sum of lines, integer fen. Screens and the agreement translate `code`. */
interface QuoteLine {
  code: 'base' | 'level' | 'distance' | 'holiday' | 'cap';
  fen: number;
}
export interface Quote {
  lines: QuoteLine[];
  totalFen: number;
  unitFen: number;
  quantity: number;
}

/** unit price × quantity × helper level + distance + holiday, capped by `capFen` (a replacement never costs more). */
export function quote(input: {
  unitFen: number;
  quantity: number;
  level: 'junior' | 'senior' | 'expert';
  metres: number;
  startsAt: number;
  policy: Pick<Policy, 'levelPercent' | 'distanceBands' | 'holidayPercent' | 'holidays' | 'utcOffsetMinutes'>;
  capFen?: number | null;
}): Quote {
  const { policy } = input;
  const base = input.unitFen * input.quantity;
  const level = Math.round((base * (policy.levelPercent[input.level] - 100)) / 100);
  const band = policy.distanceBands.find((b) => input.metres <= b.metres) ?? policy.distanceBands.at(-1);
  const distance = band?.fen ?? 0;
  const holiday = isHoliday(input.startsAt, policy)
    ? Math.round(((base + level) * policy.holidayPercent) / 100)
    : 0;
  const lines: QuoteLine[] = [{ code: 'base', fen: base }];
  if (level) lines.push({ code: 'level', fen: level });
  if (distance) lines.push({ code: 'distance', fen: distance });
  if (holiday) lines.push({ code: 'holiday', fen: holiday });
  let totalFen = base + level + distance + holiday;
  if (input.capFen != null && totalFen > input.capFen) {
    lines.push({ code: 'cap', fen: input.capFen - totalFen });
    totalFen = input.capFen;
  }
  return { lines, totalFen, unitFen: input.unitFen, quantity: input.quantity };
}

/** True if the holiday surcharge applies on the local day of this time. */
export function isHoliday(at: number, policy: Pick<Policy, 'holidays' | 'utcOffsetMinutes'>): boolean {
  return policy.holidays.includes(new Date(at + policy.utcOffsetMinutes * 60_000).toISOString().slice(0, 10));
}

/** Splits a sum into the platform's percentage and the rest for the helper. The parts add up to the sum. */
export function splitFen(totalFen: number, platformPercent: number): { platform: number; helper: number } {
  const platform = Math.round((totalFen * platformPercent) / 100);
  return { platform, helper: totalFen - platform };
}
