import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { openDatabase, type Tx } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import { inTransaction } from '#platform/transactions.ts';
import { PrismaClient } from '#prisma/generated/client.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let db: TestDatabase;
/** Prisma as it comes, to compare with. */
let plain: PrismaClient;
let owner: pg.Client;
beforeAll(async () => {
  db = await aDatabase();
  plain = new PrismaClient({
    adapter: new PrismaPg({ connectionString: `${db.appUrl}?options=-c%20TimeZone%3DUTC` }),
  });
  owner = new pg.Client({ connectionString: db.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await plain.$disconnect();
  await owner.end();
  await db.drop();
});

const places = async (): Promise<string[]> =>
  (await db.database.models.district.findMany({ orderBy: { code: 'asc' } })).map(({ code }) => code);
const district = (code: string) => ({
  ...{ code, city: 'elsewhere', nameZh: '某区', nameEn: 'Some', latitude: 36.8, longitude: 118 },
});

describe('a statement by hand', () => {
  const at = new Date('2026-11-29T10:20:30.456Z');
  const statement = sql`
    SELECT 1 AS small, 2::int8 AS big, 1.5::float8 AS float, 12.34::numeric AS numeric, true AS yes, NULL::text AS nothing,
      '多语言 "quotes" \\ back' AS text, ${randomUUID()}::uuid AS id, ${at}::timestamptz AS at,
      ${at}::timestamptz AT TIME ZONE 'UTC' AS plain, '2026-11-29'::date AS day, ${{ a: [1, 'zwei', null] }}::jsonb AS json,
      ${['a', 'b,c', 'd"e', '家']}::text[] AS texts, ${[1, 2]}::int[] AS ints, ${[1.5, 2]}::float8[] AS floats,
      ${[3n, 4n]}::int8[] AS bigs, ${[at, at]}::timestamptz[] AS times, ${[true, false]}::boolean[] AS flags,
      ARRAY[]::text[] AS none, ${Buffer.from('bytes')}::bytea AS bytes, '00:15'::interval::text AS span`;

  test('its rows are what Prisma itself makes of them', async () => {
    const [ours] = await db.database.query<Record<string, unknown>>(statement);
    const [prismas] = await plain.$queryRaw<Record<string, unknown>[]>(statement);
    const { bytes, numeric, ...rest } = ours!;
    const { bytes: theirBytes, numeric: theirNumeric, ...theirRest } = prismas!;
    expect(rest).toEqual(theirRest);
    expect(String(numeric)).toBe(String(theirNumeric));
    expect([...(bytes as Uint8Array)]).toEqual([...(theirBytes as Uint8Array)]);
  });

  test('parts of statements fit into each other, and execute counts rows', async () => {
    const wanted = sql`n > ${2} AND ${sql`n < ${5}`}`;
    const rows = await db.database.query(
      sql`SELECT n FROM generate_series(1, 9) AS n WHERE ${wanted} ORDER BY n`,
    );
    expect(rows).toEqual([{ n: 3 }, { n: 4 }]);
    await db.database.models.district.createMany({ data: [district('counted1'), district('counted2')] });
    const changed = await db.database.execute(
      sql`UPDATE district SET name_zh = '改' WHERE code LIKE ${'counted%'}`,
    );
    expect(changed).toBe(2);
  });

  test('is planned once for each connection', async () => {
    const names = await db.database.transaction(async (tx) => {
      await tx.query(sql`SELECT ${1}::int AS planned_here`);
      await tx.query(sql`SELECT ${1}::int AS planned_here`);
      return tx.query(
        sql`SELECT name FROM pg_prepared_statements WHERE statement LIKE 'SELECT $1::int AS planned_here'`,
      );
    });
    expect(names).toHaveLength(1);
  });

  test('a resting connection is cut → nobody falls over it, and the end closes the pool', async () => {
    const other = openDatabase({ url: db.appUrl, max: 1 });
    // Nothing of Prisma's has been used on it, so that its adapter does not listen either.
    const [row] = await other.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    await owner.query('SELECT pg_terminate_backend($1)', [row!.pid]);
    await sleep(50);
    const [next] = await other.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    expect(next!.pid).not.toBe(row!.pid);
    await other.close();
    await sleep(20);
    const { rows } = await owner.query('SELECT 1 FROM pg_stat_activity WHERE pid = $1', [next!.pid]);
    expect(rows).toEqual([]);
  });

  test('what PostgreSQL refuses comes with its code', async () => {
    await expect(db.database.query(sql`SELECT 1 / ${0}::int`)).rejects.toMatchObject({ code: '22012' });
  });
});

describe('a transaction', () => {
  test('statements and models share one connection, and see each other', async () => {
    const seen = await db.database.transaction(async (tx) => {
      const [before] = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      await tx.execute(sql`INSERT INTO district (code, city, name_zh, name_en, latitude, longitude)
        VALUES ('shared', 'elsewhere', '某区', 'Some', 36.8, 118)`);
      const models = await tx.models();
      const found = await models.district.findUnique({ where: { code: 'shared' } });
      await models.district.update({ where: { code: 'shared' }, data: { nameEn: 'Changed' } });
      const [after] = await tx.query<{ pid: number; name: string }>(sql`
        SELECT pg_backend_pid() AS pid, name_en AS name FROM district WHERE code = 'shared'`);
      return { same: before!.pid === after!.pid, found: found?.code, name: after!.name };
    });
    expect(seen).toEqual({ same: true, found: 'shared', name: 'Changed' });
    expect(await places()).toContain('shared');
  });

  test('throws → nothing of it is kept, neither a statement’s work nor a model’s', async () => {
    const work = db.database.transaction(async (tx) => {
      const models = await tx.models();
      await models.district.create({ data: district('byModel') });
      await tx.execute(sql`UPDATE district SET name_zh = '没有' WHERE code = 'byModel'`);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await places()).not.toContain('byModel');
  });

  test('a statement fails and the work goes on all the same → it throws, and nothing is kept', async () => {
    const work = db.database.transaction(async (tx) => {
      await tx.execute(sql`INSERT INTO district (code, city, name_zh, name_en, latitude, longitude)
        VALUES ('swallowed', 'elsewhere', '某区', 'Some', 36.8, 118)`);
      await tx.query(sql`SELECT 1 / ${0}::int`).catch(() => undefined);
      return 'done';
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await places()).not.toContain('swallowed');
  });

  test('takes too long → what comes then is refused, and nothing is kept', async () => {
    const pool = new pg.Pool({ connectionString: db.appUrl, max: 1 });
    const late: string[] = [];
    const work = inTransaction({ pool, client: plain, longestMs: 50 }, async (tx) => {
      await tx.execute(sql`INSERT INTO district (code, city, name_zh, name_en, latitude, longitude)
        VALUES ('late', 'elsewhere', '某区', 'Some', 36.8, 118)`);
      await sleep(100);
      await tx.execute(sql`UPDATE district SET name_zh = '晚' WHERE code = 'late'`).catch((error: Error) => {
        late.push(error.message);
      });
    });
    await expect(work).rejects.toThrow('longer than 50 ms');
    expect(late).toEqual(['The transaction has taken longer than 50 ms']);
    // The one connection is free again, and clean.
    const { rows } = await pool.query(`SELECT count(*)::int AS n FROM district WHERE code = 'late'`);
    expect(rows).toEqual([{ n: 0 }]);
    await pool.end();
  });

  test('models asked for after its end → refused', async () => {
    let kept: Tx | undefined;
    await db.database.transaction(async (tx) => {
      kept = tx;
    });
    await expect(kept!.models()).rejects.toThrow('longer');
    await expect(kept!.query(sql`SELECT 1`)).rejects.toThrow('longer');
  });

  test('its connection is cut → it throws, and the next one gets another connection', async () => {
    const pids: number[] = [];
    const cut = db.database.transaction(async (tx) => {
      const [row] = await tx.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
      pids.push(row!.pid);
      await owner.query('SELECT pg_terminate_backend($1)', [row!.pid]);
      await tx.execute(sql`UPDATE district SET name_zh = name_zh`);
    });
    await expect(cut).rejects.toThrow();
    const [row] = await db.database.query<{ pid: number }>(sql`SELECT pg_backend_pid() AS pid`);
    expect(pids).not.toContain(row!.pid);
  });
});

test('what still runs when the work has failed is not kept behind the ROLLBACK', async () => {
  const pool = new pg.Pool({ connectionString: db.appUrl, max: 1 });
  let later: Promise<unknown> | undefined;
  const work = inTransaction({ pool, client: plain }, async (tx) => {
    const failed = tx.query(sql`SELECT 1 / 0`);
    later = failed.catch(async () => {
      await new Promise(setImmediate);
      return tx.execute(sql`
        INSERT INTO district (code, city, name_zh, name_en, latitude, longitude)
        VALUES ('behind', 'elsewhere', '某区', 'Some', 36.8, 118)`);
    });
    await failed;
  });
  await expect(work).rejects.toThrow('division by zero');
  await expect(later).rejects.toThrow('longer');
  await pool.end();
  expect(await places()).not.toContain('behind');
});

test('a server whose clock is Shanghai’s: a time comes back as it went, and is compared with now rightly', async () => {
  const { rows } = await owner.query<{ name: string }>('SELECT current_database() AS name');
  await owner.query(`ALTER DATABASE ${rows[0]!.name} SET timezone TO 'Asia/Shanghai'`);
  const database = openDatabase({ url: db.appUrl, max: 1 });
  try {
    const at = new Date();
    const [row] = await database.query<{ at: Date; late: number }>(sql`
      SELECT ${at}::timestamptz AS at, extract(epoch FROM now() - ${at}::timestamptz)::float8 AS late`);
    expect(row!.at).toEqual(at);
    expect(Math.abs(row!.late)).toBeLessThan(60);
    const written = await database.models.heartbeat.upsert({
      where: { component: 'shanghai' },
      create: { component: 'shanghai', lastAt: at },
      update: { lastAt: at },
    });
    const [seen] = await database.query<{ late: number }>(sql`
      SELECT extract(epoch FROM now() - last_at)::float8 AS late FROM heartbeat WHERE component = 'shanghai'`);
    expect(written.lastAt).toEqual(at);
    expect(Math.abs(seen!.late)).toBeLessThan(60);
  } finally {
    await database.close();
    await owner.query(`ALTER DATABASE ${rows[0]!.name} RESET timezone`);
  }
});
