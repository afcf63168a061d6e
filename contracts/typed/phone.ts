import { z } from 'zod';
import { DIGIT, digitsOf, SEPARATOR } from './digits.ts';

// No two separators in a row may match the same text: a long run of spaces would take its square in time.
const ABROAD = `(?:[+\\uff0b]|[0\\uff10]${SEPARATOR}*[0\\uff10])${SEPARATOR}*`;
const CHINA = `[8\\uff18]${SEPARATOR}*[6\\uff16]${SEPARATOR}*`;
const PREFIX = `(?:(?:${ABROAD})?${CHINA})?`;
const digits = (least: number, most = least): string => `(?:${SEPARATOR}*${DIGIT}){${least},${most}}`;
const MOBILE = `[1\\uff11]${SEPARATOR}*[3-9\\uff13-\\uff19]${digits(9)}`;
// Beijing and the 02x cities have three digits and eight; elsewhere four (with the 0) and seven or eight.
const AREA_OF_THREE = `(?:[1\\uff11]${SEPARATOR}*[0\\uff10]|[2\\uff12]${SEPARATOR}*[0-57-9\\uff10-\\uff15\\uff17-\\uff19])`;
const AREA_OF_FOUR = `[3-9\\uff13-\\uff19]${digits(2)}`;
const LOCAL = `${SEPARATOR}*[2-8\\uff12-\\uff18]`;
const LANDLINE = `(?:${AREA_OF_THREE}${LOCAL}${digits(7)}|${AREA_OF_FOUR}${LOCAL}${digits(6, 7)})`;
// The leading 0 of the area code is left out after +86, and by nobody else.
const MOBILE_TYPED = new RegExp(`^${SEPARATOR}*${PREFIX}${MOBILE}${SEPARATOR}*$`);
const TYPED = new RegExp(
  `^${SEPARATOR}*(?:${PREFIX}${MOBILE}|${PREFIX}[0\\uff10]${SEPARATOR}*${LANDLINE}|${ABROAD}${CHINA}${LANDLINE})${SEPARATOR}*$`,
);

/**
 * E.164 of a mainland number as people write it: 139 0000 0002, 0086-139…, １３９…, 0533-2345678, (010) 6234 5678.
 * Text that is no such number comes back as digits behind +86: check with `Mobile` or `ContactPhone` first.
 */
export function toE164(typed: string): string {
  const digits = digitsOf(typed).replace(/^00/, '');
  const hasPrefix = digits.startsWith('86') && digits.length > 11;
  const national = hasPrefix || /^\s*[+\uff0b]/.test(typed) ? digits.replace(/^86/, '') : digits;
  return `+86${national.replace(/^0/, '')}`;
}

/** A mobile number, which can be signed in with and gets messages. */
export const Mobile = z
  .string()
  .max(60)
  .regex(MOBILE_TYPED, 'phone')
  .overwrite(toE164)
  .describe('A mainland mobile number, as people write it: spaces, hyphens, +86 or 0086 may be there');

/** A number that somebody can be called at: a mobile number, or a landline with its area code. */
export const ContactPhone = z
  .string()
  .max(60)
  .regex(TYPED, 'phone')
  .overwrite(toE164)
  .describe('A mainland mobile number, or a landline with its area code (0533-2345678)');
