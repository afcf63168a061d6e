import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { aStage } from '#scripts/bench/model/a-stage.ts';
import { type Played, playSeed, type Stage, shrink, tellDifference } from '#scripts/bench/model/play.ts';
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

// npm run bench -- model plays 100,000 of these.
describe('bookings against a reference of plain intervals', () => {
  const all: Played[] = [];

  test(`${WORLDS} cities, ${OPERATIONS} operations each → the same answers and the same slots`, async () => {
    for (let seed = 1; seed <= WORLDS; seed += 1) {
      const played = await playSeed(stage, { seed, operations: OPERATIONS });
      if (played.difference) throw new Error(tellDifference(await shrink(stage, played.difference, 20_000)));
      all.push(played);
    }
  }, 90_000);
});
