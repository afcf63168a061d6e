import { expect, test } from '@jest/globals';
import { type Comparable, compareCandidates } from '#api/reads/compare-candidates.ts';

const site = { latitude: 36.8, longitude: 118 };
const one = (over: Partial<Comparable> & { north?: number }): Comparable => ({
  totalFen: 13_500,
  years: 5,
  startsAt: new Date('2026-12-01T02:00:00Z'),
  home: { latitude: 36.8 + (over.north ?? 0), longitude: 118 },
  ...over,
});
const before = [
  one({ totalFen: 15_000, years: 4, north: 0.02 }),
  one({ totalFen: 17_000, years: 7, north: 0.04, startsAt: new Date('2026-12-01T04:00:00Z') }),
];
const compare = (candidate: Comparable, reasons: string[]) =>
  compareCandidates({ candidate, before, site, reasons });

test('compareCandidates: price → how much cheaper than the average before, and what is dearer says so', () => {
  expect(compare(one({ totalFen: 13_500 }), ['price'])).toEqual([{ reason: 'price', by: 2_500 }]);
  expect(compare(one({ totalFen: 16_000 }), ['price'])).toEqual([{ reason: 'price', by: 0 }]);
  expect(compare(one({ totalFen: 18_000 }), ['price'])).toEqual([{ reason: 'price', by: -2_000 }]);
});

test('compareCandidates: distance, experience and time → nearer, more and sooner count as better', () => {
  const [distance, experience, time] = compare(one({ years: 9 }), ['time', 'experience', 'distance']);
  expect(distance).toMatchObject({ reason: 'distance' });
  // 0.03° of latitude is 3.3 km.
  expect(Math.abs(distance!.by - 3_336)).toBeLessThan(5);
  expect(experience).toEqual({ reason: 'experience', by: 3.5 });
  expect(time).toEqual({ reason: 'time', by: 60 });
});

test('compareCandidates: only what was asked for; with nobody before there is nothing to say', () => {
  expect(compare(one({}), ['other'])).toEqual([]);
  expect(compareCandidates({ candidate: one({}), before: [], site, reasons: ['price'] })).toEqual([]);
});
