import { expect, test } from '@jest/globals';
import { isTooLong, visitMinutes } from '#contracts/orders/visit-minutes.ts';

const cleaning = { shape: 'visit', standardMinutes: 180, usualQuantity: 3 };

test('visitMinutes: by quantity, in half hours, half an hour at least', () => {
  expect([3, 4, 1].map((quantity) => visitMinutes(cleaning, quantity))).toEqual([180, 240, 60]);
  expect(visitMinutes({ ...cleaning, standardMinutes: 360, usualQuantity: 100 }, 93)).toBe(360);
  expect(visitMinutes({ ...cleaning, standardMinutes: 10, usualQuantity: 1 }, 1)).toBe(30);
});

test('visitMinutes: a service without a usual quantity → its minutes are those of one unit', () => {
  expect(visitMinutes({ ...cleaning, standardMinutes: 60, usualQuantity: 0 }, 2)).toBe(120);
});

test('visitMinutes: a live-in need → its standard whatever the quantity, a day at most', () => {
  const nanny = { shape: 'liveIn', standardMinutes: 480, usualQuantity: 1 };
  expect(visitMinutes(nanny, 26)).toBe(480);
  expect(visitMinutes({ ...nanny, standardMinutes: 26 * 24 * 60 }, 1)).toBe(24 * 60);
});

test('isTooLong: a day is the longest visit', () => {
  expect([24 * 60, 24 * 60 + 30].map(isTooLong)).toEqual([false, true]);
});
