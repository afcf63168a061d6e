import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHAOS_CHECKS } from '#scripts/prove/chaos/database-checks.ts';
import { stampBookings } from '#scripts/prove/chaos/stamp-bookings.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let instance: TestDatabase;
let owner: pg.Client;
let other: pg.Client;
beforeAll(async () => {
  instance = await aDatabase();
  [owner, other] = [instance.ownerUrl, instance.ownerUrl].map(
    (connectionString) => new pg.Client({ connectionString }),
  ) as [pg.Client, pg.Client];
  await Promise.all([owner.connect(), other.connect()]);
  // Slots and events of orders that are not there: only what the checks read.
  for (const [table, fk] of [
    ['booking', 'booking_order_id_fkey'],
    ['booking', 'booking_helper_id_fkey'],
    ['order_event', 'order_event_order_id_fkey'],
  ])
    await owner.query(`ALTER TABLE ${table} DROP CONSTRAINT IF EXISTS ${fk}`);
});
afterAll(async () => {
  await Promise.all([owner?.end(), other?.end()]);
  await instance?.drop();
});
beforeEach(() => owner.query('DELETE FROM booking'));

const HELPER = randomUUID();
const overlaps = async () => (await owner.query(CHAOS_CHECKS.overlappingBookings)).rows;
const book = (by: pg.Client, orderId: string, day = 1) =>
  by.query(
    `INSERT INTO booking (id, order_id, helper_id, starts_at, ends_at, status, held_until, latitude, longitude)
     VALUES ($1, $2, $3, $4, $5, 'held', now() + interval '1 hour', 36, 118)`,
    [randomUUID(), orderId, HELPER, `2031-01-0${day}T02:00Z`, `2031-01-0${day}T05:00Z`],
  );
const release = (by: pg.Client, orderId: string) =>
  by.query(`UPDATE booking SET status = 'released', updated_at = now() WHERE order_id = $1`, [orderId]);
const aWhile = () => new Promise((done) => setTimeout(done, 700));

/** The second order's transaction is under way before the first gives the slot back, and books after it. */
async function oneAfterTheOther() {
  await book(owner, 'o1');
  await other.query('BEGIN');
  await other.query('SELECT now()');
  await aWhile();
  await release(owner, 'o1');
  await book(other, 'o2');
  await other.query('COMMIT');
}

test('who waited for a slot that was given back did not have it before; its transaction would say so', async () => {
  await oneAfterTheOther();
  expect(await overlaps()).toHaveLength(1);
  await owner.query('DELETE FROM booking');
  await stampBookings(owner);
  await oneAfterTheOther();
  expect(await overlaps()).toEqual([]);
});

test('a visit that was moved to a slot that had become free is there from the move on', async () => {
  await book(owner, 'o1', 1);
  await book(owner, 'o2', 2);
  await aWhile();
  await release(owner, 'o2');
  await owner.query(
    `UPDATE booking SET starts_at = '2031-01-02T02:00Z', ends_at = '2031-01-02T05:00Z' WHERE order_id = 'o1'`,
  );
  expect(await overlaps()).toEqual([]);
});

test('two that had the slot at the same time are found, also when one has given it back', async () => {
  await owner.query('ALTER TABLE booking DROP CONSTRAINT booking_no_overlap');
  await book(owner, 'o1');
  await book(owner, 'o2');
  await aWhile();
  await release(owner, 'o1');
  expect(await overlaps()).toHaveLength(1);
});

test('an event that one transition wrote twice is found', async () => {
  const write = (version: number) =>
    owner.query(
      `INSERT INTO order_event (order_id, version, kind, payload, role, cause)
       VALUES ('o1', $1, 'settled', '{}', 'system', 'c1')`,
      [version],
    );
  await write(3);
  expect((await owner.query(CHAOS_CHECKS.secondWrites)).rows).toEqual([]);
  await write(3);
  expect((await owner.query(CHAOS_CHECKS.secondWrites)).rows).toEqual([
    { orderId: 'o1', what: 'settled of version 3 was written 2 times' },
  ]);
});
