import { expect, test } from '@jest/globals';
import { planFaults } from '#scripts/prove/chaos/plan-faults.ts';

const counts = { kills: 50, pauses: 10, cuts: 10, losses: 10 };

test('the same seed breaks the same things in the same order, another seed others', () => {
  const one = planFaults({ ...counts, seed: 1 });
  expect(planFaults({ ...counts, seed: 1 })).toEqual(one);
  expect(planFaults({ ...counts, seed: 2 })).not.toEqual(one);
});

test('as many of each as asked for, and every program has its share of the kills', () => {
  const faults = planFaults({ ...counts, seed: 3 });
  const count = (kind: string) => faults.filter((fault) => fault.kind === kind).length;
  expect(['kill', 'pause', 'cut', 'loss'].map(count)).toEqual([50, 10, 10, 10]);
  for (const program of ['worker', 'api', 'postgres', 'temporal']) {
    const kills = faults.filter((fault) => fault.kind === 'kill' && fault.program === program);
    expect(kills.length).toBeGreaterThanOrEqual(12);
  }
});

test('pauses and cuts last 5 to 15 s, times the scale', () => {
  for (const scale of [1, 0.2])
    for (const fault of planFaults({ ...counts, seed: 4, scale }))
      if ('ms' in fault) {
        expect(fault.ms).toBeGreaterThanOrEqual(5_000 * scale);
        expect(fault.ms).toBeLessThanOrEqual(15_000 * scale);
      }
});
