import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import pg from 'pg';
import type { Charge } from '#scripts/gateways/charge-ledger.ts';
import type { Gateways } from '#scripts/gateways/open-gateways.ts';
import { compareLedgers } from '#scripts/prove/chaos/compare-ledgers.ts';
import { unsentNotices } from '#scripts/prove/chaos/unsent-notices.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

let instance: TestDatabase;
let database: pg.Pool;
beforeAll(async () => {
  instance = await aDatabase();
  database = new pg.Pool({ connectionString: instance.ownerUrl, max: 1 });
});
afterAll(async () => {
  await database?.end();
  await instance?.drop();
});
beforeEach(() => database.query('TRUNCATE delivery, notice, payment'));

const nothing = { secondNotices: [], lostNotices: [], secondCharges: [], lostCharges: [] };

/** The providers' side: which messages they delivered, and which payments were made with them. */
const compare = (delivered: string[], paid: string[]) =>
  compareLedgers({
    database,
    gateways: {
      messages: { delivered: delivered.map((reference) => ({ reference })) },
      charges: { charges: paid.map((reference) => ({ reference, paid: true }) as Charge) },
    } as unknown as Gateways,
  });

async function noticeThatIs(
  status: string,
  more: { attempts?: number; dueIn?: string; voided?: boolean } = {},
) {
  const id = randomUUID();
  const { attempts = 1, dueIn = '-1 second', voided = false } = more;
  await database.query(
    `INSERT INTO notice (id, key, person_id, template, params, voided_at)
     VALUES ($1::uuid, $1::text, $1::uuid, 'closed', '{}', CASE WHEN $2 THEN now() END)`,
    [id, voided],
  );
  await database.query(
    `INSERT INTO delivery (notice_id, channel, position, status, attempts, next_at)
     VALUES ($1, 'sms', 0, $2, $3, now() + $4::interval)`,
    [id, status, attempts, dueIn],
  );
  return `${id}:sms`;
}

async function paymentThatIs(how: { status: string; booked: boolean; gateway?: string }): Promise<string> {
  const id = randomUUID();
  const { status, booked, gateway = 'http' } = how;
  await database.query(
    `INSERT INTO payment (id, order_id, amount_fen, gateway, status) VALUES ($1, 'o1', 900, $2, $3)`,
    [id, gateway, status],
  );
  if (booked)
    await database.query(
      `WITH t AS (
         INSERT INTO ledger_transaction (key, order_id, kind, cause) VALUES ($1, 'o1', 'payment', 'test') RETURNING key
       ) INSERT INTO ledger_entry (transaction_key, account, amount)
         SELECT key, account, amount FROM t, (VALUES ('gateway', 900), ('customer:c1', -900)) AS e (account, amount)`,
      [`o1/payment/${id}`],
    );
  return id;
}

test('both ledgers say the same → nothing is found, and a code to sign in with is nobody’s notice', async () => {
  const sent = await noticeThatIs('sent');
  const paid = await paymentThatIs({ status: 'paid', booked: true });
  await paymentThatIs({ status: 'paid', booked: true, gateway: 'cash' });
  await paymentThatIs({ status: 'created', booked: false });
  expect(await compare([sent, 'code:1'], [paid])).toEqual(nothing);
});

test('sent and never delivered, delivered and never sent → a lost notice each', async () => {
  const sent = await noticeThatIs('sent');
  const waiting = await noticeThatIs('waiting');
  const { lostNotices } = await compare([waiting], []);
  expect(lostNotices).toEqual([
    `${sent} counts as sent, and nobody got it`,
    `${waiting} was delivered and counts as waiting`,
  ]);
});

test('delivered and skipped → lost, unless the delivery says that it may have arrived', async () => {
  const skipped = await noticeThatIs('skipped');
  const honest = await noticeThatIs('skipped');
  await database.query(`UPDATE delivery SET error = 'mayHaveArrived' WHERE notice_id = $1`, [
    honest.split(':')[0],
  ]);
  expect((await compare([skipped, honest], [])).lostNotices).toEqual([
    `${skipped} was delivered and counts as skipped`,
  ]);
});

test('delivered twice → a second notice', async () => {
  const sent = await noticeThatIs('sent');
  expect((await compare([sent, sent], [])).secondNotices).toEqual([`${sent} was delivered 2 times`]);
});

test('a notice that is due and does not leave, or failed on every channel, is found; one of later or void is not', async () => {
  await noticeThatIs('sent');
  await noticeThatIs('waiting', { attempts: 0, dueIn: '1 hour' });
  await noticeThatIs('failed', { voided: true });
  expect(await unsentNotices({ database, patienceMs: 0 })).toEqual([]);
  const due = await noticeThatIs('waiting', { attempts: 0 });
  const tried = await noticeThatIs('waiting', { attempts: 2, dueIn: '1 hour' });
  const failed = await noticeThatIs('failed');
  const found = await unsentNotices({ database, patienceMs: 0 });
  expect(found.toSorted()).toEqual(
    [
      `${due} is due and does not leave (0 attempts)`,
      `${tried} is due and does not leave (2 attempts)`,
      `${failed.split(':')[0]} closed failed on every channel`,
    ].toSorted(),
  );
});

test('paid at the gateway, and we do not know it, or have closed the debt without it → a lost charge', async () => {
  const unknown = await paymentThatIs({ status: 'created', booked: false });
  expect((await compare([], [unknown])).lostCharges).toEqual([
    'o1: paid at the gateway, not with us',
    'o1: paid at the gateway, not in the ledger',
  ]);
  await database.query(`UPDATE payment SET status = 'paid'`);
  expect((await compare([], [unknown])).lostCharges).toEqual(['o1: paid at the gateway, not in the ledger']);
});

test('paid with us, and the gateway has no such charge → a lost charge', async () => {
  await paymentThatIs({ status: 'paid', booked: true });
  expect((await compare([], [])).lostCharges).toEqual(['o1: paid with us, not at the gateway']);
});

test('an order that was paid twice → a second charge', async () => {
  const paid = [
    await paymentThatIs({ status: 'paid', booked: true }),
    await paymentThatIs({ status: 'paid', booked: true }),
  ];
  expect((await compare([], paid)).secondCharges).toEqual(['o1 was paid 2 times']);
});
