import { describe, expect, test } from '@jest/globals';
import { NewOrder } from '#contracts/orders/new-order.ts';
import { draftOf, toNewOrder } from '../../../web/features/orders/place-order/draft.ts';
import { daysAhead, fitsDay, timesOf, type WantedTime, wantedWindow } from '../../../web/lib/wanted-time.ts';

const hours = { visitHours: { from: '07:00', to: '21:00' }, utcOffsetMinutes: 480 };
const cleaning = { shape: 'visit' as const, standardMinutes: 180, usualQuantity: 3 };
const nanny = { shape: 'liveIn' as const, standardMinutes: 480, usualQuantity: 1 };
/** Tuesday 24 November, 14:10 in the city. */
const now = Date.parse('2026-11-24T06:10:00Z');
const wanted = (more: Partial<WantedTime>): WantedTime => ({
  now: false,
  date: '',
  from: '',
  to: '',
  ...more,
});

test('daysAhead: the local days from today on', () => {
  const lateEvening = Date.parse('2026-11-24T15:30:00Z');
  expect(daysAhead(2, lateEvening)).toEqual(['2026-11-24', '2026-11-25']);
  expect(daysAhead(2, lateEvening + 3_600_000)).toEqual(['2026-11-25', '2026-11-26']);
});

test('timesOf: today only what lies ahead, another day all visit hours', () => {
  expect(timesOf('2026-11-24', hours, now)[0]).toBe('14:30');
  expect(timesOf('2026-11-25', hours, now)).toHaveLength(29);
  expect(timesOf('2026-11-25', hours, now).at(-1)).toBe('21:00');
});

test('fitsDay: today at 14:10 has room for six hours, not for seven', () => {
  expect(fitsDay('2026-11-24', 360, hours, now)).toBe(true);
  expect(fitsDay('2026-11-24', 420, hours, now)).toBe(false);
});

describe('wantedWindow', () => {
  const ask = (
    more: Partial<WantedTime>,
    over: { quantity?: number; service?: typeof cleaning | typeof nanny; now?: number } = {},
  ) => wantedWindow({ wanted: wanted(more), service: cleaning, quantity: 3, hours, now, ...over });

  test('a day and hours → the UTC window', () => {
    expect(ask({ date: '2026-11-25', from: '08:00', to: '12:00' })).toEqual({
      windowStart: '2026-11-25T00:00:00.000Z',
      windowEnd: '2026-11-25T04:00:00.000Z',
    });
  });

  test('hours shorter than the visit, or already past → nothing', () => {
    expect(ask({ date: '2026-11-25', from: '08:00', to: '10:30' })).toBeNull();
    expect(ask({ date: '2026-11-24', from: '08:00', to: '20:00' })).toBeNull();
    expect(ask({ date: '', from: '', to: '' })).toBeNull();
  });

  test('as soon as possible → from now to the end of visit hours, unless too little is left', () => {
    expect(ask({ now: true })).toEqual({
      windowStart: '2026-11-24T06:10:00.000Z',
      windowEnd: '2026-11-24T13:00:00.000Z',
    });
    expect(ask({ now: true }, { now: Date.parse('2026-11-24T10:30:00Z') })).toBeNull();
    expect(ask({ now: true }, { now: Date.parse('2026-11-23T20:00:00Z') })).toBeNull();
  });

  test('longer than a working day → the start alone counts', () => {
    expect(ask({ date: '2026-11-25', from: '20:00' }, { quantity: 16 })).toEqual({
      windowStart: '2026-11-25T12:00:00.000Z',
      windowEnd: '2026-11-26T04:00:00.000Z',
    });
  });

  test('live-in → the day it should begin', () => {
    expect(ask({ date: '2026-12-01', from: '07:00' }, { service: nanny, quantity: 1 })).toMatchObject({
      windowStart: '2026-11-30T23:00:00.000Z',
    });
  });
});

test('toNewOrder: what was left empty is not sent, and the contract takes the rest', () => {
  const window = { windowStart: '2026-11-25T00:00:00.000Z', windowEnd: '2026-11-25T04:00:00.000Z' };
  const addressId = '0b8f6f0e-52c9-4d39-9d5e-1f2a3b4c5d6e';
  const bare = toNewOrder({ ...draftOf({}), serviceCode: 'dailyCleaning', quantity: 3, addressId }, window);
  expect(bare).toEqual({ serviceCode: 'dailyCleaning', quantity: 3, addressId, ...window });
  const full = toNewOrder(
    {
      ...draftOf({}),
      serviceCode: 'x',
      addressId,
      area: '90',
      remarks: ' 有猫 ',
      sex: 'female',
      rehearsal: true,
    },
    window,
  );
  expect(NewOrder.parse(full)).toMatchObject({
    area: 90,
    remarks: '有猫',
    wishes: { sex: 'female' },
    rehearsal: 'rehearsal',
  });
});
