import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { inProject } from '#scripts/setup/places.mjs';
import { aFixture, type Fixture, HELPER, hours, OTHER_HELPER, tenOClock } from '#tests/support/a-fixture.ts';
import { insertBooking } from '#tests/support/calendars/insert-booking.ts';

let fixture: Fixture;
let app: pg.Client;
let owner: pg.Client;
let orderId: string;
beforeAll(async () => {
  fixture = await aFixture();
  app = new pg.Client({ connectionString: fixture.appUrl });
  owner = new pg.Client({ connectionString: fixture.ownerUrl });
  await Promise.all([app.connect(), owner.connect()]);
  orderId = (await fixture.anOrder()).id;
});
afterAll(async () => {
  await Promise.all([app.end(), owner.end()]);
  await fixture.drop();
});

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: pg.DatabaseError) => error.code,
  );
/** `at` and `until` in hours after ten o'clock of a week. */
const book = async (week: number, at: number, until: number, status = 'confirmed', helperId = HELPER) => {
  const id = randomUUID();
  const [startsAt, endsAt] = [at, until].map((n) => new Date(tenOClock(week).getTime() + hours(n))) as [
    Date,
    Date,
  ];
  const code = await codeOf(insertBooking(app, { id, orderId, helperId, startsAt, endsAt, status }));
  return { id, code };
};

/** Each test of the table has a week of its own. */
let week = 20;

describe('the booking guard after all migrations', () => {
  test('the folder was applied to its end, and the constraint still stands as it was meant', async () => {
    const folders = (await readdir(inProject('prisma/migrations'), { withFileTypes: true }))
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    const applied = await owner.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    );
    expect(applied.rows.map(({ name }) => name).sort()).toEqual(folders.sort());
    const { rows } = await owner.query(
      `SELECT conname, convalidated, condeferrable, pg_get_constraintdef(oid) AS text FROM pg_constraint
       WHERE conrelid = 'booking'::regclass AND contype = 'x'`,
    );
    expect(rows).toEqual([
      {
        conname: 'booking_no_overlap',
        convalidated: true,
        condeferrable: false,
        text:
          "EXCLUDE USING gist (helper_id WITH =, tstzrange(starts_at, ends_at, '[)'::text) WITH &&) " +
          "WHERE ((status = ANY (ARRAY['held'::text, 'confirmed'::text])))",
      },
    ]);
  });

  test('its index is valid and alive, so that it is asked at every write', async () => {
    const { rows } = await owner.query(
      `SELECT indisvalid, indisready, indislive, indisexclusion FROM pg_index
       WHERE indexrelid = 'booking_no_overlap'::regclass`,
    );
    expect(rows).toEqual([{ indisvalid: true, indisready: true, indislive: true, indisexclusion: true }]);
  });

  test.each([
    ['the same time', 0, 2],
    ['beginning inside', 1, 3],
    ['ending inside', -1, 1],
    ['within', 0.5, 1],
    ['around', -1, 3],
    ['the last millisecond', 2 - 1 / 3_600_000, 4],
  ])('direct SQL overlap, %s → 23P01, held or confirmed', async (_, at, until) => {
    week += 1;
    expect((await book(week, 0, 2)).code).toBe('done');
    expect((await book(week, at, until, 'held')).code).toBe('23P01');
    expect((await book(week, at, until, 'confirmed')).code).toBe('23P01');
    expect((await book(week, at, until, 'confirmed', OTHER_HELPER)).code).toBe('done');
  });

  test('touching at either end → allowed: the end belongs to the next', async () => {
    expect((await book(50, 0, 2)).code).toBe('done');
    expect((await book(50, 2, 3)).code).toBe('done');
    expect((await book(50, -1, 0)).code).toBe('done');
    expect((await book(50, 1.5, 2.5)).code).toBe('23P01');
  });

  // An empty range overlaps nothing, so the constraint alone would let it in.
  test('an empty or turned range → refused before it could slip past the constraint', async () => {
    expect((await book(51, 1, 1)).code).toBe('23514');
    expect((await book(51, 2, 1)).code).toBe('23514');
    const { id } = await book(51, 0, 2);
    expect(await codeOf(app.query('UPDATE booking SET ends_at = starts_at WHERE id = $1', [id]))).toBe(
      '23514',
    );
  });

  test('released, voided and done rows block nobody; one that comes back to life is checked again', async () => {
    const ids = [];
    for (const status of ['released', 'voided', 'done']) ids.push((await book(52, 0, 2, status)).id);
    const taken = await book(52, 0, 2);
    expect(taken.code).toBe('done');
    for (const id of ids)
      expect(await codeOf(app.query(`UPDATE booking SET status = 'confirmed' WHERE id = $1`, [id]))).toBe(
        '23P01',
      );
    await app.query(`UPDATE booking SET status = 'released' WHERE id = $1`, [taken.id]);
    expect(await codeOf(app.query(`UPDATE booking SET status = 'confirmed' WHERE id = $1`, [ids[0]]))).toBe(
      'done',
    );
  });

  test('moved by direct SQL onto another visit, or given to its helper → 23P01', async () => {
    const { id } = await book(53, 0, 2);
    await book(53, 3, 5);
    const move = `UPDATE booking SET starts_at = starts_at + interval '2 hours', ends_at = ends_at + interval '2 hours' WHERE id = $1`;
    expect(await codeOf(app.query(move, [id]))).toBe('23P01');
    const other = await book(53, 0, 2, 'held', OTHER_HELPER);
    expect(other.code).toBe('done');
    expect(
      await codeOf(app.query('UPDATE booking SET helper_id = $2 WHERE id = $1', [other.id, HELPER])),
    ).toBe('23P01');
  });

  test('a state nobody knows, or a hold without an end → refused', async () => {
    expect((await book(54, 0, 2, 'maybe')).code).toBe('23514');
    const { id } = await book(54, 0, 2, 'held');
    expect(await codeOf(app.query('UPDATE booking SET held_until = NULL WHERE id = $1', [id]))).toBe('23514');
  });

  test('without the constraint → the same overlap goes in: it is the constraint that refuses', async () => {
    expect((await book(55, 0, 2)).code).toBe('done');
    await owner.query('ALTER TABLE booking DROP CONSTRAINT booking_no_overlap');
    expect((await book(55, 1, 3)).code).toBe('done');
  });
});
