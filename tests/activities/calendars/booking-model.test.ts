import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aStage } from '#tests/model/a-stage.ts';
import { type Played, playSeed, replay, type Stage, shrink, tellDifference } from '#tests/model/play.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const WORLDS = 10;
const OPERATIONS = 200;

let db: TestDatabase;
let stage: Stage;
beforeAll(async () => {
  db = await aDatabase({ max: 4 });
  stage = await aStage(db.database);
});
afterAll(async () => db.drop());

// npm run bench -- model runs 100,000 of these.
describe('bookings against a reference of plain intervals', () => {
  const all: Played[] = [];

  test(`${WORLDS} cities, ${OPERATIONS} operations each → the same answers and the same slots`, async () => {
    // Two at a time: their cities share nothing but the database.
    for (let seed = 1; seed <= WORLDS; seed += 2) {
      const pair = await Promise.all(
        [seed, seed + 1].map((one) => playSeed(stage, { seed: one, operations: OPERATIONS })),
      );
      for (const { difference } of pair)
        if (difference) throw new Error(tellDifference(await shrink(stage, difference, 20_000)));
      all.push(...pair);
    }
  }, 600_000);

  test('among them every kind of operation, and every refusal that matters', () => {
    const sum = (kind: 'done' | 'refused', name: string) =>
      all.reduce((total, played) => total + (played[kind][name] ?? 0), 0);
    for (const name of KINDS) expect([name, sum('done', name) > 0]).toEqual([name, true]);
    for (const name of ['choose', 'dispatch', 'sign', 'reschedule', 'leave', 'work'])
      expect([name, sum('refused', name) > 0]).toEqual([name, true]);
  });

  test('a system that forgets to let a cancelled slot go → noticed, and told in a few operations', async () => {
    const forgetful = {
      ...stage,
      activities: { ...stage.activities, closeOrder: async () => ({ ok: true as const }) },
    };
    const { difference } = await playSeed(forgetful, { seed: 1, operations: OPERATIONS });
    expect(difference?.complaint).toMatch(/^the database has/);
    const smallest = await shrink(forgetful, difference!, 20_000);
    expect(smallest.operations.map((operation) => operation.do)).toEqual(['recommend', 'cancel']);
    expect(tellDifference(smallest)).toMatch(
      /^Seed 1: the system and the reference differ after 2 operations/,
    );
    expect((await replay(stage, smallest.world, smallest.operations)).difference).toBeNull();
  }, 120_000);

  test('a system that books whoever is asked for → noticed', async () => {
    const { bookHelper } = stage.activities;
    const yes = async (input: Parameters<typeof bookHelper>[0]) => {
      const answer = await bookHelper(input);
      return answer.ok ? answer : { ...BOOKED, helperId: input.helperId };
    };
    const obliging = { ...stage, activities: { ...stage.activities, bookHelper: yes } };
    const { difference } = await playSeed(obliging, { seed: 1, operations: OPERATIONS });
    expect(difference?.complaint).toMatch(/^expected (HelperTaken|HelperUnfit|NotOnShortlist), got/);
  }, 120_000);
});

const KINDS = [
  ...[
    'recommend',
    'choose',
    'dispatch',
    'decline',
    'sign',
    'reschedule',
    'finish',
    'release',
    'cancel',
    'expire',
  ],
  ...['leave', 'endLeave', 'work'],
];
const BOOKED = {
  ...{ ok: true as const, agreementId: '00000000-0000-4000-8000-000000000000', termsHash: '', totalFen: 0 },
  ...{ startsAt: '2027-01-25T02:00:00.000Z', endsAt: '2027-01-25T03:00:00.000Z' },
};
