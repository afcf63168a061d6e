import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { callId } from '#api/http/hashes.ts';
import { type Call, CallRefused } from '#contracts/client.ts';
import { refusedAndDone } from '#scripts/prove/chaos/refused-and-done.ts';
import { callIdOf, lostAnswers, rememberAnswers } from '#scripts/prove/chaos/remember-answers.ts';
import { bothClicks } from '#scripts/prove/simulate/life.ts';
import type { Cast, Person } from '#scripts/prove/simulate/people.ts';
import { aFixture, CUSTOMER, type Fixture } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
let database: pg.Pool;
beforeAll(async () => {
  fixture = await aFixture();
  database = new pg.Pool({ connectionString: fixture.ownerUrl, max: 1 });
});
afterAll(async () => {
  await database?.end();
  await fixture?.drop();
});

const no = (code: string, status = 409) =>
  new CallRefused({ type: 'about:blank', title: code, status, code, detail: '' });
const me = { id: CUSTOMER } as Person['me'];
const chosen = (key: string) => ({ params: { orderId: 'o1' }, body: {}, key }) as never;

/** A customer whose calls are answered in this order, and what is remembered of them. */
async function aCustomer(...answers: unknown[]) {
  const call = (async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  }) as unknown as Call;
  const { cast, acknowledged, refused } = rememberAnswers({
    customer: async () => ({ me, call }) as Person,
  } as unknown as Cast);
  return { customer: await cast.customer({ demo: 0 }), acknowledged, refused };
}

const yes = { ok: true, orderId: 'o1', version: 3 };

test('the same answer again → kept; another version, another answer or a no → lost', async () => {
  for (const [again, lost] of [
    [{ ...yes }, 0],
    [{ ...yes, version: 9 }, 1],
    [{ ...yes, orderId: 'o2' }, 1],
    [no('OrderClosed'), 1],
  ] as const) {
    const { customer, acknowledged } = await aCustomer(yes, again);
    await customer.call('chooseHelper', chosen('k1'));
    expect(await lostAnswers(acknowledged.values())).toHaveLength(lost);
  }
});

test('a no for good is remembered under the id that the API gives the call; no answer is none', async () => {
  const { customer, refused } = await aCustomer(
    no('HelperTaken'),
    no('Unavailable', 503),
    no('WrongStage'),
    yes,
  );
  const choose = (key: string) => customer.call('chooseHelper', chosen(key)).catch(() => undefined);
  for (const key of ['k1', 'k2', 'k3', 'k3']) await choose(key);
  const id = callId({ personId: CUSTOMER, route: 'POST /api/v1/orders/o1/choice', key: 'k1' });
  expect(callIdOf({ me }, 'chooseHelper', chosen('k1'))).toBe(id);
  expect([...refused.values()]).toEqual([
    { name: 'chooseHelper', key: 'k1', code: 'HelperTaken', callId: id },
  ]);
});

test('what was refused and took effect all the same is found', async () => {
  const order = await fixture.anOrder();
  await order.settled();
  const { rows } = await database.query<{ cause: string }>(
    `SELECT cause FROM transition WHERE order_id = $1 AND result ->> 'ok' = 'true' ORDER BY at DESC LIMIT 1`,
    [order.id],
  );
  const call = (id: string) =>
    ({ name: 'confirmCompletion', key: 'k1', code: 'WrongStage', callId: id }) as const;
  const found = await refusedAndDone({ database, refused: [call(rows[0]!.cause), call('nobody')] });
  expect(found.length).toBeGreaterThan(0);
  expect(found[0]).toContain(`${order.id} confirmCompletion k1 was refused as WrongStage, and`);
  expect(await refusedAndDone({ database, refused: [call('nobody')] })).toEqual([]);
});

test('two clicks: yes and no are two answers, yes and silence are one, two noes are the first', async () => {
  const clicks = (...answers: unknown[]) =>
    bothClicks(async () => {
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    });
  expect(await clicks(yes, yes)).toEqual([yes, yes]);
  expect(await clicks(no('WrongStage'), yes)).toEqual([yes, { refused: 'WrongStage' }]);
  expect(await clicks(yes, no('WrongStage'))).toEqual([yes, { refused: 'WrongStage' }]);
  expect(await clicks(yes, no('KeyInFlight'))).toEqual([yes]);
  expect(await clicks(no('Unavailable', 503), yes)).toEqual([yes]);
  await expect(clicks(no('WrongStage'), no('OrderClosed'))).rejects.toThrow('WrongStage');
});
