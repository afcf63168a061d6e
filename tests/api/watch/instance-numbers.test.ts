import { expect, test } from '@jest/globals';
import { register } from 'prom-client';
import { showStuck } from '#api/watch/instance-numbers.ts';
import type { Stuck, StuckKind } from '#contracts/watch/stuck.ts';

/** The first is the newest. */
const many = (kind: StuckKind, count: number): Stuck[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ kind, orderId: `${kind}-${n}`, caseId: null, reason: 'reason ×7' },
    since: new Date(Date.parse('2026-11-30T00:00:00Z') - n * 1_000).toISOString(),
  }));

const named = async (kind: StuckKind): Promise<string[]> => {
  const { values } = await register.getSingleMetric('anjia_stuck_since_timestamp_seconds')!.get();
  return values.filter(({ labels }) => labels.kind === kind).map(({ labels }) => String(labels.order));
};

test('150 orders of one kind → its 100 oldest have a series, and the other kinds all theirs', async () => {
  showStuck([...many('nonDeterminism', 150), ...many('deadlinePassed', 2), ...many('noticeBounced', 1)]);
  const oldest = many('nonDeterminism', 150).slice(50);
  expect((await named('nonDeterminism')).sort()).toEqual(oldest.map(({ orderId }) => orderId).sort());
  expect(await named('deadlinePassed')).toHaveLength(2);
  expect(await named('noticeBounced')).toHaveLength(1);
  const { values } = await register.getSingleMetric('anjia_stuck')!.get();
  expect(values.find(({ labels }) => labels.kind === 'nonDeterminism')?.value).toBe(150);
});
