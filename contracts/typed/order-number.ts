import { halfWidth } from './digits.ts';

/** The order number in what was typed or pasted (jz260101 abcdefgh, 订单号：JZ260101-ABCDEFGH), or null. */
export function findOrderNumber(typed: string): string | null {
  const text = halfWidth(typed).toUpperCase();
  const [, day, mark] = /JZ\s?(\d{6})[\s\u2010-\u2015-]*([A-Z2-7]{8})(?![A-Z2-7])/.exec(text) ?? [];
  return day && mark ? `JZ${day}-${mark}` : null;
}

/** The same of its beginning, to search by. */
export const orderNumberStart = (typed: string): string =>
  findOrderNumber(typed) ?? halfWidth(typed).toUpperCase().replaceAll(/\s/g, '');
