import { expect, test } from '@jest/globals';
import { type Comparable, compareCandidates } from '#api/matching/reads/compare-candidates.ts';

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
  // 0.03° of latitude is 3.3 km: 2,224 and 4,448 m before, none now, in steps of 500 m from 500 m on.
  expect(distance!.by).toBe(3_000);
  expect(experience).toEqual({ reason: 'experience', by: 3.5 });
  expect(time).toEqual({ reason: 'time', by: 60 });
});

test('compareCandidates: homes a few hundred metres apart → the same difference, so nobody finds one by asking', () => {
  const differences = [0, 0.0005, 0.001, 0.002].map((north) => compare(one({ north }), ['distance'])[0]!.by);
  expect(new Set(differences).size).toBe(1);
  expect(differences[0]! % 500).toBe(0);
});

test('compareCandidates: only what was asked for; with nobody before there is nothing to say', () => {
  expect(compare(one({}), ['other'])).toEqual([]);
  expect(compareCandidates({ candidate: one({}), before: [], site, reasons: ['price'] })).toEqual([]);
});
