import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import pg from 'pg';
import request from 'supertest';
import { answerFaults } from '#api/http/middleware/answer-faults.ts';
import { openDatabase } from '#platform/database.ts';
import { createLogger } from '#platform/logger.ts';
import { sql } from '#platform/sql.ts';
import { inTransaction } from '#platform/transactions.ts';
import type { PrismaClient } from '#prisma/generated/client.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let db: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  db = await aDatabase();
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await db.drop();
});

/** What a person is told when an endpoint falls over this. */
async function toldOf(fails: () => Promise<unknown>): Promise<{ status: number; code: string }> {
  const { status, body } = (await answered(fails)).answer;
  return { status, code: body.code };
}

/** The answer, and what the log says of it. */
async function answered(fails: () => Promise<unknown>) {
  const lines: string[] = [];
  const logger = createLogger({ component: 'api' }, { write: (line) => void lines.push(line) });
  const app = express();
  app.use((req, _res, next) => {
    req.id = 'request-1';
    next();
  });
  app.get('/orders/:orderId', async () => {
    await fails();
    throw new Error('it did not fail');
  });
  app.use(answerFaults(logger));
  const answer = await request(app).get('/orders/JZ261122-ABCDEFGH?q=x');
  return { answer, lines };
}
const AWAY = { status: 503, code: 'Unavailable' };

/** As the driver throws it: PostgreSQL's own words, with a severity. */
const said = (code: string, message: string) => async () => {
  throw Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code, severity: 'FATAL' });
};

test.each([
  ['57P03', 'the database system is not yet accepting connections'],
  ['57P03', 'the database system is in recovery mode'],
  ['57P03', 'the database system is starting up'],
  ['57P01', 'terminating connection due to administrator command'],
  ['57P02', 'terminating connection because of crash of another server process'],
  ['53300', 'sorry, too many clients already'],
  ['40001', 'could not serialize access due to concurrent update'],
  ['08006', 'connection failure'],
  ['25P03', 'terminating connection due to idle-in-transaction timeout'],
])('PostgreSQL says %s, “%s” → a dependency is unavailable', async (code, message) => {
  expect(await toldOf(said(code, message))).toEqual(AWAY);
});

test('a statement of ours is wrong → our fault', async () => {
  expect(await toldOf(() => db.database.query(sql`SELECT 1 / ${0}::int`))).toEqual({
    ...{ status: 500, code: 'Internal' },
  });
});

test('nobody listens at the address of the database → away', async () => {
  const nowhere = openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', max: 1 });
  expect(await toldOf(() => nowhere.query(sql`SELECT 1`))).toEqual(AWAY);
  expect(await toldOf(() => nowhere.transaction(async (tx) => tx.query(sql`SELECT 1`)))).toEqual(AWAY);
  expect(await toldOf(() => nowhere.models.district.findMany())).toEqual(AWAY);
  await nowhere.close();
});

test('the connection is cut under a transaction → away', async () => {
  const told = await toldOf(() =>
    db.database.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await owner.query('SELECT pg_terminate_backend($1)', [row!.pid]);
      await tx.query(sql`SELECT 1`);
    }),
  );
  expect(told).toEqual(AWAY);
});

test('a transaction takes too long → away', async () => {
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 1 });
  const work = () =>
    inTransaction({ pool, client: db.database.models as PrismaClient, longestMs: 30 }, async (tx) => {
      await sleep(60);
      await tx.query(sql`SELECT 1`);
    });
  expect(await toldOf(work)).toEqual(AWAY);
  await pool.end();
});

test('somebody holds a lock and says nothing → away before a step has used up its time; then the silent one is let go', async () => {
  await owner.query('SELECT pg_advisory_lock(77)');
  const from = performance.now();
  const held = () =>
    db.database.transaction(async (tx) => tx.query(sql`SELECT pg_advisory_xact_lock(77)::text`));
  expect(await toldOf(held)).toEqual(AWAY);
  expect(performance.now() - from).toBeLessThan(10_000);
  await owner.query('SELECT pg_advisory_unlock(77)');
  const [bound] = await db.database.query<{ idle: string }>(sql`
    SELECT current_setting('idle_in_transaction_session_timeout') AS idle`);
  expect(bound!.idle).toBe('20s');
}, 20_000);

test('two wait for each other’s lock → the one that is ended may come again', async () => {
  const both = async (first: number, second: number) =>
    db.database.transaction(async (tx) => {
      await tx.query(sql`SELECT pg_advisory_xact_lock(${first}::bigint)::text`);
      await sleep(200);
      await tx.query(sql`SELECT pg_advisory_xact_lock(${second}::bigint)::text`);
      return 'done';
    });
  const [one, other] = await Promise.all([toldOf(() => both(1, 2)), toldOf(() => both(2, 1))]);
  // One of them ended well, which the endpoint here takes for a fault of its own.
  expect([one!.code, other!.code].sort()).toEqual(['Internal', 'Unavailable']);
});

test.each([
  ['an endpoint failed', () => db.database.execute(sql`INSERT INTO person (id) VALUES (gen_random_uuid())`)],
  ['a dependency is unavailable', said('53300', 'sorry, too many clients already')],
])(
  '“%s” → the log has the request, the order and the SQL state, and nothing of the row',
  async (msg, fails) => {
    const { lines } = await answered(fails);
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0]!)).toMatchObject({
      ...{ msg, reqId: 'request-1', orderId: 'JZ261122-ABCDEFGH' },
      err: { type: 'DatabaseError', sqlState: msg === 'an endpoint failed' ? '23502' : '53300' },
    });
    expect(lines[0]).not.toContain('Failing row');
  },
);
