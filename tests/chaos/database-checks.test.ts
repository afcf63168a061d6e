import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHAOS_CHECKS } from '#scripts/prove/chaos/database-checks.ts';
import { stampBookings } from '#scripts/prove/chaos/stamp-bookings.ts';
import { insertBooking } from '#tests/support/calendars/insert-booking.ts';
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
    ['penalty', 'penalty_order_id_fkey'],
    ['penalty', 'penalty_helper_id_fkey'],
    ['penalty', 'penalty_decided_by_fkey'],
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
  insertBooking(by, {
    ...{ orderId, helperId: HELPER, status: 'held' },
    ...{ startsAt: `2031-01-0${day}T02:00Z`, endsAt: `2031-01-0${day}T05:00Z` },
  });
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

const MINIMAL = {
  ...{
    stage: 'visit',
    city: 'zibo',
    district: '370303',
    service_code: 'dailyCleaning',
    quantity: '1',
    minutes: '60',
  },
  ...{ window_start: '2031-01-01T02:00Z', window_end: '2031-01-01T05:00Z', customer_id: randomUUID() },
  ...{ policy_key: 'standard', policy: '{}', placed_by: randomUUID(), body_hash: 'body' },
};

describe('cases that are open without a question', () => {
  const found = async () =>
    (await owner.query<{ orderId: string; what: string }>(CHAOS_CHECKS.casesWithoutQuestion)).rows.map(
      ({ orderId, what }) => [orderId, what.replace(/^.*, and /, '')],
    );
  const order = (id: string, more: Record<string, string> = {}) => {
    const row = { ...MINIMAL, id, ...more };
    return owner.query(
      `INSERT INTO "order" (${Object.keys(row).join(', ')}) VALUES (${Object.keys(row).map((_, n) => `$${n + 1}`)})`,
      Object.values(row),
    );
  };
  const open = (orderId: string, kind: string, more: { variant?: string; helperId?: string } = {}) =>
    owner.query(
      `INSERT INTO "case" (id, kind, reason, status, version, order_id, variant, helper_id, opened_at)
       VALUES ($1, $2, 'test', 'open', 1, $3, $4, $5, now() - interval '1 minute')`,
      [randomUUID(), kind, orderId, more.variant ?? null, more.helperId ?? null],
    );
  const event = (orderId: string, kind: string, ago: string) =>
    owner.query(
      `INSERT INTO order_event (order_id, version, kind, payload, role, cause, at)
       VALUES ($1, 1, $2, '{}', 'system', 'c1', now() - $3::interval)`,
      [orderId, kind, ago],
    );
  beforeEach(() => owner.query('DELETE FROM "case"; DELETE FROM "order"; DELETE FROM penalty'));

  test('each kind is found once its answer is there, and not before', async () => {
    for (const id of ['arrival', 'payment', 'fitness', 'penalty']) {
      await order(id, { helper_id: HELPER });
      await open(id, id, { helperId: HELPER });
    }
    await event('arrival', 'checkedIn', '2 minutes');
    expect(await found()).toEqual([]);
    await event('arrival', 'checkedIn', '0 minutes');
    await owner.query(`UPDATE "order" SET settlement = 'paid' WHERE id = 'payment'`);
    await owner.query(`UPDATE "order" SET helper_id = NULL WHERE id = 'fitness'`);
    await owner.query(
      `INSERT INTO penalty (key, order_id, helper_id, kind, reason, decided_by, at, appeal_until)
       VALUES ('k', 'penalty', $1, 'training', 'late', $1, now(), now())`,
      [HELPER],
    );
    expect((await found()).sort()).toEqual([
      ['arrival', 'the helper has checked in'],
      ['fitness', 'the helper is replaced'],
      ['payment', 'its order is paid'],
      ['penalty', 'its penalty was given'],
    ]);
  });

  test('of a closed order: found, but not what outlives it or was opened by hand', async () => {
    const kinds = ['callback', 'objection', 'penalty', 'general'];
    for (const id of [...kinds, 'absence']) await order(id, { stage: 'closed', ending: 'cancelled' });
    for (const id of kinds) await open(id, id);
    await open('absence', 'arrival', { variant: 'withdrawn' });
    expect((await found()).sort()).toEqual([
      ['callback', 'its order is closed'],
      ['objection', 'its order is closed'],
    ]);
    await owner.query(`UPDATE "case" SET status = 'decided', decision = 'done'`);
    expect(await found()).toEqual([]);
  });
});
