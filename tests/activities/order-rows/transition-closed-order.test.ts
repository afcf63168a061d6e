import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { lockOrder } from '#activities/order-rows/order-row.ts';
import { transitionClosedOrder } from '#activities/order-rows/transition-closed-order.ts';
import { aFixture, type Fixture, OPS } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(() => fixture.drop());

async function aClosedOrder() {
  const order = await fixture.anOrder();
  const closed = { stage: 'closed', ending: 'completed', closedAt: new Date(), settlement: 'overdue' };
  await fixture.database.models.order.update({ where: { id: order.id }, data: { ...closed, version: 7 } });
  return order;
}
const write = (orderId: string, cause: string, settlement?: 'waived') =>
  fixture.database.transaction(async (tx) =>
    transitionClosedOrder({
      ...{ tx, order: (await lockOrder(tx, orderId))!, action: 'waiveFee', cause },
      actor: { id: OPS, role: 'ops' },
      effect: async ({ version }) => ({
        events: [{ kind: 'feeWaived', payload: { fen: version, reason: 'ourFault' } }],
        ...(settlement ? { settlement } : {}),
      }),
    }),
  );
const stored = async (orderId: string) => ({
  row: await fixture.database.models.order.findUniqueOrThrow({ where: { id: orderId } }),
  events: await fixture.database.models.orderEvent.findMany({ where: { orderId }, orderBy: { id: 'asc' } }),
  transitions: await fixture.database.models.transition.findMany({ where: { orderId } }),
});

test('a closed order: its version, timeline, settlement and the key are written together', async () => {
  const { id } = await aClosedOrder();
  expect(await write(id, 'call-1')).toBe(8);
  expect(await write(id, 'call-2', 'waived')).toBe(9);
  const { row, events, transitions } = await stored(id);
  expect(row).toMatchObject({ version: 9, settlement: 'waived', stage: 'closed' });
  expect(events.map(({ version, kind, cause, actorId }) => ({ version, kind, cause, actorId }))).toEqual([
    { version: 8, kind: 'feeWaived', cause: 'call-1', actorId: OPS },
    { version: 9, kind: 'feeWaived', cause: 'call-2', actorId: OPS },
  ]);
  expect(transitions).toMatchObject([
    { key: `${id}:waiveFee:call-1`, subject: 'order', subjectId: id, cause: 'call-1' },
    { key: `${id}:waiveFee:call-2`, cause: 'call-2' },
  ]);
});

test('the same cause twice → the second changes nothing', async () => {
  const { id } = await aClosedOrder();
  await write(id, 'once');
  await expect(write(id, 'once')).rejects.toThrow();
  const { row, events } = await stored(id);
  expect(row.version).toBe(8);
  expect(events).toHaveLength(1);
});

test('an open order → its workflow would be fenced off, so nothing is written', async () => {
  const { id } = await fixture.anOrder();
  await expect(write(id, 'too-early')).rejects.toThrow(/is not closed/);
  expect(await stored(id)).toMatchObject({ row: { version: 0 }, events: [], transitions: [] });
});
