const UNITS: Record<string, number> = { second: 1_000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Milliseconds of a duration in words, e.g. "24 hours". Throws on anything else. */
export function millis(duration: string): number {
  const match = /^(\d+) (second|minute|hour|day)s?$/.exec(duration);
  if (!match) throw new Error(`Not a duration: ${duration}`);
  return Number(match[1]) * UNITS[match[2]!]!;
}

/** Minutes of a local time of day, e.g. "08:00" is 480 and "24:00" is 1440. */
export function minuteOfDay(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}
