import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  HELPER,
  hours,
  OTHER_HELPER,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { insertBooking } from '#tests/support/calendars/insert-booking.ts';

let fixture: Fixture;
let app: pg.Client;
let owner: pg.Client;
beforeAll(async () => {
  fixture = await aFixture();
  app = new pg.Client({ connectionString: fixture.appUrl });
  owner = new pg.Client({ connectionString: fixture.ownerUrl });
  await Promise.all([app.connect(), owner.connect()]);
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
const ROWS = ['order_event', 'ledger_transaction', 'ledger_entry'];

describe('booking guard', () => {
  const insert = (orderId: string, helperId: string, startsAt: Date, status: string) =>
    codeOf(
      insertBooking(app, {
        orderId,
        helperId,
        startsAt,
        endsAt: new Date(startsAt.getTime() + hours(2)),
        status,
      }),
    );

  test('the exclusion constraint stands in the catalogue, as it was meant', async () => {
    const { rows } = await owner.query(
      `SELECT conname, contype, pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conrelid = 'booking'::regclass`,
    );
    const exclusion = rows.find((row) => row.contype === 'x');
    expect(exclusion?.conname).toBe('booking_no_overlap');
    expect(exclusion?.text).toContain('USING gist (helper_id WITH =, tstzrange(starts_at, ends_at');
    expect(exclusion?.text).toMatch(/held.*confirmed/);
    expect(rows.map((row) => row.conname)).toContain('booking_ends_after_it_starts');
  });

  test('two bookings of one helper overlap by direct SQL → 23P01; touching, another helper or a released one → fine', async () => {
    const order = await fixture.anOrder();
    const at = tenOClock(20);
    expect(await insert(order.id, HELPER, at, 'confirmed')).toBe('done');
    expect(await insert(order.id, HELPER, new Date(at.getTime() + hours(1)), 'held')).toBe('23P01');
    expect(await insert(order.id, HELPER, new Date(at.getTime() + hours(2)), 'held')).toBe('done');
    expect(await insert(order.id, OTHER_HELPER, at, 'held')).toBe('done');
    expect(await insert(order.id, HELPER, new Date(at.getTime() + hours(1)), 'released')).toBe('done');
  });

  test('a booking that ends before it starts → refused', async () => {
    const order = await fixture.anOrder();
    const row = { orderId: order.id, helperId: HELPER, status: 'confirmed' };
    const backwards = insertBooking(app, { ...row, startsAt: tenOClock(20), endsAt: tenOClock(19) });
    expect(await codeOf(backwards)).toBe('23514');
  });
});

describe('ledger and evidence', () => {
  const transfer = async (amounts: number[], unit = 'fen') => {
    const order = await fixture.anOrder();
    const key = `${order.id}/test-${randomUUID()}`;
    await app.query('BEGIN');
    await app.query(
      `INSERT INTO ledger_transaction (key, order_id, kind, cause) VALUES ($1, $2, 'settle', 'test')`,
      [key, order.id],
    );
    for (const amount of amounts) {
      await app.query(
        `INSERT INTO ledger_entry (transaction_key, account, unit, amount) VALUES ($1, $2, $3, $4)`,
        [key, `a${amount}`, unit, amount],
      );
    }
    const code = await codeOf(app.query('COMMIT'));
    if (code !== 'done') await app.query('ROLLBACK');
    return code;
  };

  test('a transaction that does not sum to zero, or has fewer than two entries → refused at commit', async () => {
    expect(await transfer([100, -80, -20])).toBe('done');
    expect(await transfer([100, -80])).toBe('23514');
    expect(await transfer([100])).toBe('23514');
    expect(await transfer([])).toBe('23514');
    expect(await transfer([5, -5], 'points')).toBe('done');
  });

  test('an entry added later to an old transaction → refused', async () => {
    const order = await fixture.anOrder();
    await order.settled();
    const sql = `INSERT INTO ledger_entry (transaction_key, account, unit, amount) VALUES ($1, 'thief', 'fen', 1)`;
    expect(await codeOf(app.query(sql, [`${order.id}/settle`]))).toBe('23514');
  });

  test('the running system cannot change or delete events and ledger; nor can the owner by mistake', async () => {
    const order = await fixture.anOrder();
    await order.settled();
    for (const table of ROWS) {
      const column = table === 'ledger_entry' ? 'account' : 'cause';
      const update = `UPDATE ${table} SET ${column} = 'changed'`;
      for (const sql of [update, `DELETE FROM ${table}`, `TRUNCATE ${table} CASCADE`]) {
        expect(await codeOf(app.query(sql))).toBe('42501');
        expect(await codeOf(owner.query(sql))).toBe('42501');
      }
    }
    for (const table of [
      'transition',
      'signature',
      'signing_evidence',
      'agreement_document',
      'reward',
      'penalty',
    ]) {
      expect(await codeOf(app.query(`DELETE FROM ${table}`))).toBe('42501');
    }
  });

  test('the running system has no DDL', async () => {
    expect(await codeOf(app.query('CREATE TABLE theft (id int)'))).toBe('42501');
    expect(await codeOf(app.query('ALTER TABLE booking DROP CONSTRAINT booking_no_overlap'))).toBe('42501');
    expect(await codeOf(app.query('DROP TRIGGER ledger_entry_balances ON ledger_entry'))).toBe('42501');
    expect(await codeOf(app.query('ALTER TABLE order_event DISABLE TRIGGER ALL'))).toBe('42501');
  });

  test('a table of a later migration is usable by the running system at once', async () => {
    await owner.query('CREATE TABLE later (id bigserial PRIMARY KEY, word text)');
    expect(await codeOf(app.query(`INSERT INTO later (word) VALUES ('x')`))).toBe('done');
    await owner.query('DROP TABLE later');
  });

  test('one agreement of an order is alive at a time, one review, scores within 1 to 5', async () => {
    const order = await fixture.anOrder();
    await order.signed();
    const second = `INSERT INTO agreement (id, order_id, helper_id, terms, terms_hash, status) VALUES ($1, $2, $3, '{}', 'x', 'drafted')`;
    expect(await codeOf(app.query(second, [randomUUID(), order.id, HELPER]))).toBe('23505');
    const review = `INSERT INTO review (order_id, helper_id, customer_id, attitude, effect, contract_kept, average_x100)
      VALUES ($1, $2, $3, 6, 5, true, 500)`;
    expect(await codeOf(app.query(review, [order.id, HELPER, CUSTOMER]))).toBe('23514');
  });
});
