import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { startHeartbeat } from '#platform/heartbeat.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const everyMs = 100;
let own: TestDatabase;
let owner: pg.Client;

beforeAll(async () => {
  own = await aDatabase();
  owner = new pg.Client({ connectionString: own.ownerUrl });
  owner.on('error', () => undefined);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await own.drop();
});
beforeEach(async () => {
  await owner.query('TRUNCATE heartbeat, outage');
});

const outages = async () =>
  (await owner.query('SELECT component, from_at, to_at FROM outage ORDER BY from_at')).rows;
const lastBeat = async () =>
  (await owner.query('SELECT last_at FROM heartbeat')).rows[0]?.last_at as Date | undefined;

async function until(met: () => Promise<boolean>) {
  for (let n = 0; n < 1_200 && !(await met()); n++) await sleep(25);
  expect(await met()).toBe(true);
}

describe('startHeartbeat', () => {
  test('a component starts → it beats at once and goes on, and no outage is invented', async () => {
    const heart = startHeartbeat({ database: own.database, component: 'api', everyMs });
    await until(async () => (await lastBeat()) !== undefined);
    const first = await lastBeat();
    await until(async () => Number(await lastBeat()) > Number(first));
    await heart.stop();
    expect(await outages()).toEqual([]);
  });

  test('a component was away longer than three intervals → exactly that gap is an outage, once', async () => {
    const from = new Date(Date.now() - 60_000);
    await owner.query("INSERT INTO heartbeat (component, last_at) VALUES ('worker', $1)", [from]);
    // Two processes of one component come back at the same moment.
    const hearts = [1, 2].map(() => startHeartbeat({ database: own.database, component: 'worker', everyMs }));
    await until(async () => (await outages()).length > 0);
    await sleep(3 * everyMs);
    await Promise.all(hearts.map((heart) => heart.stop()));
    const found = await outages();
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ component: 'worker', from_at: from });
    expect(Number(found[0].to_at) - Number(from)).toBeGreaterThanOrEqual(60_000);
  });

  test('a short gap → no outage', async () => {
    await owner.query(
      "INSERT INTO heartbeat (component, last_at) VALUES ('worker', now() - interval '30 seconds')",
    );
    const heart = startHeartbeat({ database: own.database, component: 'worker', everyMs: 20_000 });
    await until(async () => Date.now() - Number(await lastBeat()) < 15_000);
    await heart.stop();
    expect(await outages()).toEqual([]);
  });

  test('the component is not healthy → no beat; healthy again → the gap is an outage', async () => {
    let healthy = true;
    let asked = 0;
    const heart = startHeartbeat({
      database: own.database,
      component: 'api',
      everyMs,
      healthy: async () => {
        asked += 1;
        return healthy;
      },
    });
    await until(async () => (await lastBeat()) !== undefined);
    healthy = false;
    // One may be under way that was asked before.
    const before = asked;
    await until(async () => asked > before + 1);
    const silentFrom = await lastBeat();
    await until(async () => asked > before + 5);
    expect(await lastBeat()).toEqual(silentFrom);
    healthy = true;
    await until(async () => (await outages()).length === 1);
    await heart.stop();
    expect((await outages())[0].from_at).toEqual(silentFrom);
  });

  test('all database connections are cut → it goes on by itself', async () => {
    const heart = startHeartbeat({ database: own.database, component: 'api', everyMs });
    await until(async () => (await lastBeat()) !== undefined);
    await owner.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    const before = new Date();
    await until(async () => Number(await lastBeat()) > Number(before));
    await heart.stop();
  });
});
