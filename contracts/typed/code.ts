import { z } from 'zod';
import { DIGIT, digitsOf, halfWidth, SPACE } from './digits.ts';

/** A one-time code of so many digits. Spaces and hyphens between them, and full-width digits, are understood. */
export const codeOf = (length: number) =>
  z
    .string()
    .max(60)
    .regex(new RegExp(`^(?:(?:${SPACE}|-)*${DIGIT}){${length}}(?:${SPACE}|-)*$`))
    .overwrite(digitsOf);

/**
 * The code in what was typed or pasted: 123 456, or a whole message ("验证码 123456，5 分钟内有效").
 * When no single run of `length` digits is there, the digits as typed, so that the field can say what is wrong.
 */
export function findCode(typed: string, length: number): string {
  const text = halfWidth(typed);
  const whole = digitsOf(text);
  if (/^[\d\s-]*$/.test(text) || whole.length <= length) return whole;
  const runs = [...text.matchAll(/\d(?:[ -]?\d)*/g)].map(([run]) => digitsOf(run));
  const fitting = new Set(runs.filter((run) => run.length === length));
  return fitting.size === 1 ? [...fitting][0]! : whole;
}
