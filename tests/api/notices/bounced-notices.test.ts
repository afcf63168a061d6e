import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import { stuckOrders } from '#api/watch/stuck-orders.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aNotice } from '#tests/support/notices/rows.ts';
import { anEvent } from '#tests/support/orders/rows.ts';

let api: Api;
let ops: Person;
let customer: Person;
let helper: Person;
beforeAll(async () => {
  api = await anApi();
  ops = await api.signIn(PHONES.ops);
  customer = await api.signIn(PHONES.customer);
  helper = await api.signIn(PHONES.helper);
});
afterAll(() => api.close());

const HOUR = 3_600_000;
const ago = (ms: number): Date => new Date(Date.now() - ms);

/** An order that was cancelled some time ago. */
async function aClosedOrder(closedAgo = HOUR): Promise<string> {
  const id = await anOrder(api, customer);
  const closed = { stage: 'closed', ending: 'cancelled', closedAt: ago(closedAgo), workflowStarted: true };
  await api.database.models.order.update({ where: { id }, data: closed });
  api.temporal.reply = () => ({ is: 'gone' });
  return id;
}

/** A notice to the helper that failed on both channels, unless they end otherwise. */
async function bouncedNotice(
  orderId: string,
  how: { saidAgo?: number; failedAgo?: number; wechat?: string; voided?: boolean } = {},
): Promise<string> {
  const { saidAgo = HOUR, failedAgo = HOUR, wechat = 'failed', voided } = how;
  const deliveries = ['failed', wechat].map((status, position) => ({
    ...{ channel: position === 0 ? 'sms' : 'wechat', status, nextAt: ago(failedAgo) },
  }));
  return aNotice(
    api.database,
    {
      ...{ orderId, personId: helper.id, template: 'closed', urgent: false },
      ...{ createdAt: ago(saidAgo), voidedAt: voided ? new Date() : null },
    },
    deliveries,
  );
}
const states = async (noticeId: string) =>
  (await api.database.models.delivery.findMany({ where: { noticeId }, orderBy: { position: 'asc' } })).map(
    ({ channel, status }) => `${channel} ${status}`,
  );
const bounced = async (orderId: string) =>
  (await stuckOrders(api.database)).filter((one) => one.kind === 'noticeBounced' && one.orderId === orderId);
const retry = (orderId: string, reason: string, key = aKey()) =>
  api.as(ops)('post', `/orders/${orderId}/retry`).set('idempotency-key', key).send({ reason });
const repairs = async (orderId: string) =>
  (await api.database.models.orderEvent.findMany({ where: { orderId, kind: 'opsRepaired' } })).map(
    ({ payload, role }) => [payload, role],
  );

test('what the end of an order said reaches nobody → on the board, with its last channel, until it is sent again', async () => {
  const id = await aClosedOrder();
  const notices = [await bouncedNotice(id), await bouncedNotice(id)];
  expect(await bounced(id)).toMatchObject([{ reason: 'wechat' }]);
  const key = aKey();
  const answer = (await retry(id, 'repaired', key).expect(200)).body;
  expect(answer).toMatchObject({ ok: true, orderId: id });
  for (const notice of notices) expect(await states(notice)).toEqual(['sms waiting']);
  expect(await bounced(id)).toEqual([]);
  expect(await repairs(id)).toEqual([[{ reason: 'repaired' }, 'ops']]);
  // Once: the same call is answered as before, another one finds nothing.
  expect((await retry(id, 'repaired', key).expect(200)).body).toEqual(answer);
  expect((await retry(id, 'repaired').expect(409)).body.code).toBe('OrderClosed');
  expect(await repairs(id)).toHaveLength(1);
});

test('ops told the person by phone → off the board, and not sent again', async () => {
  const id = await aClosedOrder();
  const notice = await bouncedNotice(id);
  await retry(id, 'toldByPhone').expect(200);
  expect(await states(notice)).toEqual(['sms skipped', 'wechat skipped']);
  expect(await bounced(id)).toEqual([]);
});

test('what came through, is void, is long ago, or was said before the end → nothing to do for it', async () => {
  const id = await aClosedOrder();
  await bouncedNotice(id, { wechat: 'sent' });
  await bouncedNotice(id, { wechat: 'waiting' });
  await bouncedNotice(id, { voided: true });
  const offer = await bouncedNotice(id, { saidAgo: 2 * HOUR });
  expect(await bounced(id)).toEqual([]);
  expect((await retry(id, 'repaired').expect(409)).body.code).toBe('OrderClosed');
  expect(await states(offer)).toEqual(['sms failed', 'wechat failed']);
  const old = await aClosedOrder(100 * HOUR);
  await bouncedNotice(old, { saidAgo: 99 * HOUR, failedAgo: 99 * HOUR });
  expect(await bounced(old)).toEqual([]);
});

test('of an open order told by phone → the order hears that it is repaired, and finds nothing to send again', async () => {
  const id = await anOrder(api, customer);
  await api.database.models.order.update({
    where: { id },
    data: { stage: 'scheduled', needsOps: true, needsOpsReason: 'noticeBounced' },
  });
  const notice = await bouncedNotice(id);
  const heard = { kind: 'noticeBounced', payload: { noticeId: notice }, role: 'system', cause: 'relay' };
  await anEvent(api.database, { ...heard, orderId: id });
  expect(await bounced(id)).toMatchObject([{ reason: 'wechat' }]);
  api.temporal.reply = () => ({ is: 'answered', answer: { ok: true, version: 1 } });
  await retry(id, 'toldByPhone').expect(200);
  expect(api.temporal.told.at(-1)).toMatchObject({ action: 'retryStep', orderId: id });
  expect(await api.database.transaction((tx) => retryBouncedNotices(tx, id))).toBe(0);
  expect(await states(notice)).toEqual(['sms skipped', 'wechat skipped']);
});
