import { halfWidth } from './digits.ts';

/** The whole number that was typed, or null: 2.5, 25h and nothing are no whole numbers. */
export function wholeNumber(typed: string): number | null {
  const text = halfWidth(typed).trim();
  return /^\d{1,9}$/.test(text) ? Number(text) : null;
}
