const two = (n: number): string => String(n).padStart(2, '0');

/** 510 → 08:30; 1440 → 24:00 */
export const clockOf = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

/** Half hours, plus the given minute when it lies between them. */
export const clockSteps = (from: number, to: number, own: number): number[] => {
  const steps = Array.from({ length: 49 }, (_, n) => n * 30).filter((m) => m >= from && m <= to);
  return steps.includes(own) ? steps : [...steps, own].sort((a, b) => a - b);
};

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
