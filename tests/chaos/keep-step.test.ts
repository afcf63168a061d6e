import { expect, test } from '@jest/globals';
import { keepStep } from '#scripts/prove/chaos/keep-step.ts';
import { missedFaults } from '#scripts/prove/chaos/plan-faults.ts';

/** Lives that are over after `lifeMs`, as many lanes of them as asked for. */
async function live(input: { orders: number; faults: number; lifeMs: number }): Promise<number[]> {
  const { orders, faults, lifeMs } = input;
  const concurrency = 3;
  const step = keepStep({ orders, concurrency, faults });
  let next = 0;
  const lane = async () => {
    for (let index = next++; index < orders; index = next++) {
      await step.mayBegin({ index });
      await new Promise((done) => setTimeout(done, lifeMs));
      step.lifeEnded();
    }
  };
  const lives = Promise.all(Array.from({ length: concurrency }, lane));
  const open: number[] = [];
  for (let fault = 0; fault < faults; fault += 1) {
    open.push(await step.nextStrike());
    await new Promise((done) => setTimeout(done, 400));
    step.strikeOver();
  }
  await lives;
  expect(step.fewestOpenLives()).toBe(Math.min(...open));
  return open;
}

test('lives that are over long before the next fault → each fault still meets one', async () => {
  const open = await live({ orders: 6, faults: 6, lifeMs: 150 });
  expect(open).toHaveLength(6);
  expect(Math.min(...open)).toBeGreaterThan(0);
});

test('more faults than lives → those that meet nobody say so', async () => {
  const open = await live({ orders: 2, faults: 4, lifeMs: 250 });
  expect(open).toEqual([1, 1, 0, 0]);
});

test('fewer struck than asked for → found, by kind', () => {
  const asked = { kills: 5, pauses: 1, cuts: 1, losses: 3 };
  expect(missedFaults(asked, asked)).toEqual([]);
  expect(missedFaults(asked, { ...asked, cuts: 0 })).toEqual(['0 of 1 cuts struck']);
});
