import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { paymentSimulator } from '#activities/gateways/payment-simulator.ts';
import {
  feePostings,
  type Posting,
  paymentPostings,
  rewardPostings,
  settlePostings,
  waiverPostings,
} from '#activities/money/ledger.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Actor } from '#contracts/transition.ts';
import { makeProof } from '#platform/proof.ts';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  MESSAGE_ID,
  OPS,
  SECRET,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { aPayment } from '#tests/support/money/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

const balances = async (orderId: string) => {
  const rows = await fixture.database.models.ledgerEntry.findMany({ where: { transaction: { orderId } } });
  const sums: Record<string, number> = {};
  for (const { account, unit, amount } of rows)
    sums[`${account} ${unit}`] = (sums[`${account} ${unit}`] ?? 0) + amount;
  return sums;
};
const pay = async (order: TestOrder, paymentId: string, amountFen: number, vouched: Partial<Actor> = {}) =>
  fixture.activities.recordPayment({
    ...(await order.move({ actor: { id: null, role: 'system', signal: 'paymentSettled', ...vouched } })),
    paymentId,
    amountFen,
    source: 'gateway',
  });
/** Started at the gateway, which has its own number for it. */
const begun = async (orderId: string, amountFen: number, gatewayRef: string | null) =>
  (await aPayment(fixture.database, { orderId, amountFen, gatewayRef })).id;

const overpaid = async (orderId: string) =>
  (await fixture.database.models.orderEvent.findMany({ where: { orderId, kind: 'needsOps' } })).map(
    ({ payload }) => payload,
  );

describe('postings', () => {
  test('whatever the amounts: every transaction sums to zero per unit', () => {
    const fen = fc.integer({ min: 0, max: 10_000_000 });
    const percent = fc.integer({ min: 0, max: 100 });
    const zero = (postings: Posting[]) => {
      for (const unit of ['fen', 'points']) {
        expect(postings.filter((p) => (p.unit ?? 'fen') === unit).reduce((sum, p) => sum + p.amount, 0)).toBe(
          0,
        );
      }
    };
    fc.assert(
      fc.property(fen, percent, percent, (sum, platformPercent, feeToHelperPercent) => {
        const people = { customerId: 'c', helperId: 'h' };
        zero(settlePostings({ dueFen: sum, ...people, policy: { platformPercent } }));
        zero(paymentPostings({ fen: sum, customerId: 'c', gateway: 'g' }));
        zero(feePostings({ fen: sum, payer: 'customer', ...people, policy: { feeToHelperPercent } }));
        zero(feePostings({ fen: sum, payer: 'helper', ...people, policy: { feeToHelperPercent } }));
        zero(waiverPostings({ fen: sum, customerId: 'c' }));
        zero(rewardPostings({ helperId: 'h', bonusFen: sum, points: percent ? 100 : 7 }));
      }),
    );
  });
});

describe('settle and pay', () => {
  test('the customer owes exactly the agreed sum; helper and platform share it; paid → owes nothing', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    const { totalFen, helperId } = await order.settled();
    const platform = Math.round(totalFen * 0.2);
    expect(await balances(order.id)).toEqual({
      [`customer:${CUSTOMER} fen`]: totalFen,
      [`helper:${helperId} fen`]: platform - totalFen,
      'platform:income fen': -platform,
    });
    const paymentId = await begun(order.id, totalFen, `ref-${order.id}`);
    expect(await pay(order, paymentId, totalFen)).toEqual({ ok: true });
    expect(await balances(order.id)).toMatchObject({
      [`customer:${CUSTOMER} fen`]: 0,
      'gateway:simulator fen': totalFen,
    });
    // The gateway reports again, in another message: nothing is owed any more.
    expect(await pay(order, paymentId, totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    const paid = await fixture.database.models.payment.findUniqueOrThrow({ where: { id: paymentId } });
    expect(paid.status).toBe('paid');
  });

  test('a gateway brought more than is owed by now → taken, and ops give the rest back; less → refused', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4) });
    const booked = await order.signed();
    await fixture.activities.settle({ ...(await order.move()), by: 'ops', reductionFen: 1_000 });
    const less = await begun(order.id, booked.totalFen - 2_000, `less-${order.id}`);
    expect(await pay(order, less, booked.totalFen - 2_000)).toEqual({ ok: false, code: 'AmountMismatch' });
    const more = await begun(order.id, booked.totalFen, `more-${order.id}`);
    expect(await pay(order, more, booked.totalFen)).toEqual({ ok: true });
    expect((await balances(order.id))[`customer:${CUSTOMER} fen`]).toBe(-1_000);
    expect(await overpaid(order.id)).toEqual([{ reason: 'overpaid' }]);
  });

  test('paid twice, in cash and by a gateway → both are in the books when the order closes, once, and ops hear of it', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4) });
    const { totalFen } = await order.settled();
    const late = await begun(order.id, totalFen, `late-${order.id}`);
    await fixture.activities.recordPayment({
      ...(await order.move({ actor: order.actor('ops', OPS, 'recordCash') })),
      ...{ paymentId: `cash-${order.id}`, amountFen: totalFen, source: 'cash' },
    });
    await fixture.database.models.payment.update({
      where: { id: late },
      data: { status: 'paid', toldAt: new Date() },
    });
    const move = await order.move({ enter: { stage: 'closed' } });
    for (const _ of [1, 2])
      expect(
        await fixture.activities.closeOrder({ ...move, ending: 'completed', reward: false, fee: null }),
      ).toEqual({ ok: true });
    expect(await balances(order.id)).toMatchObject({
      [`customer:${CUSTOMER} fen`]: -totalFen,
      'gateway:cash fen': totalFen,
      'gateway:simulator fen': totalFen,
    });
    expect(await overpaid(order.id)).toEqual([{ reason: 'overpaid' }]);
  });

  test('settled twice by two keys → the ledger’s key refuses the second', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4) });
    await order.settled();
    const again = fixture.activities.settle({ ...(await order.move()), by: 'deadline', reductionFen: 0 });
    await expect(again).rejects.toThrow();
    expect(await fixture.database.models.ledgerTransaction.count({ where: { orderId: order.id } })).toBe(1);
  });

  test('a reduced price → settled for the rest; free → nothing owed, no transaction', async () => {
    for (const reduce of ['some', 'all']) {
      const order = await fixture.anOrder({ windowStart: tenOClock(5) });
      const booked = await order.signed();
      const reductionFen = reduce === 'all' ? booked.totalFen : 1_234;
      const settled = await fixture.activities.settle({ ...(await order.move()), by: 'ops', reductionFen });
      expect(settled).toEqual({ ok: true, dueFen: booked.totalFen - reductionFen });
      const owed = (await balances(order.id))[`customer:${CUSTOMER} fen`];
      expect(owed).toBe(reduce === 'all' ? undefined : booked.totalFen - 1_234);
    }
  });

  test('a forged signal: unknown payment, other amount, other order, nobody vouches → nothing moves', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(6) });
    const { totalFen } = await order.settled();
    const other = await fixture.anOrder();
    const unvouched = await begun(order.id, totalFen, null);
    const cheap = await begun(order.id, 1, `cheap-${order.id}`);
    const foreign = await begun(other.id, totalFen, `foreign-${order.id}`);
    expect(await pay(order, randomUUID(), totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await pay(order, 'payment-1', totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await pay(order, cheap, 1)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await pay(order, cheap, totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await pay(order, foreign, totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await pay(order, unvouched, totalFen)).toEqual({ ok: false, code: 'Unverified' });
    expect((await balances(order.id))[`customer:${CUSTOMER} fen`]).toBe(totalFen);
    const fields = { paymentId: unvouched, amountFen: totalFen };
    const claim = { subject: 'order', id: order.id, message: 'paymentSettled', messageId: MESSAGE_ID };
    const proof = makeProof(SECRET, { ...claim, body: { ...fields, role: 'system' } });
    const vouched = { proof, fields };
    const copied = { proof, fields: { ...fields, amountFen: totalFen + 1 } };
    expect(await pay(order, unvouched, totalFen, copied)).toEqual({ ok: false, code: 'Unverified' });
    expect(await pay(order, unvouched, totalFen, vouched)).toEqual({ ok: true });
  });

  test('cash counted by ops → paid once; without proof or with another sum → refused', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(7) });
    const { totalFen } = await order.settled();
    const cash = async (amountFen: number, actor = order.actor('ops', OPS, 'recordCash')) =>
      fixture.activities.recordPayment({
        ...(await order.move({ actor })),
        paymentId: `cash-${order.id}`,
        amountFen,
        source: 'cash',
      });
    expect(await cash(totalFen - 1)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await cash(totalFen, { id: OPS, role: 'ops', action: 'recordCash' })).toEqual({
      ok: false,
      code: 'Unverified',
    });
    expect(await cash(totalFen)).toEqual({ ok: true });
    expect(await cash(totalFen)).toEqual({ ok: false, code: 'AmountMismatch' });
    expect(await balances(order.id)).toMatchObject({
      'gateway:cash fen': totalFen,
      [`customer:${CUSTOMER} fen`]: 0,
    });
  });

  test('an unpaid sum: ops write it off, or book the cash they got', async () => {
    for (const decision of ['writeOff', 'paidInCash']) {
      const order = await fixture.anOrder({ windowStart: tenOClock(8) });
      const { totalFen } = await order.settled();
      const caseId = randomUUID();
      await fixture.activities.openCase({
        ...(await order.move()),
        caseId,
        kind: 'payment',
        reason: 'overdue',
        helperId: null,
        dueAt: null,
      });
      const move = await order.move({ actor: order.actor('ops', OPS, 'decideCase') });
      expect(
        await fixture.activities.decideCase({ ...move, caseId, kind: 'payment', decision, helperId: null }),
      ).toEqual({ ok: true });
      const against = decision === 'writeOff' ? 'platform:losses fen' : 'gateway:cash fen';
      expect(await balances(order.id)).toMatchObject({
        [`customer:${CUSTOMER} fen`]: 0,
        [against]: totalFen,
      });
    }
  });
});

describe('closeOrder: what an ending costs or earns', () => {
  test('a late cancellation → the fee is owed, most of it to the helper; the slot is free, the agreement void', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(9) });
    const { helperId } = await order.signed();
    const move = await order.move({
      enter: { stage: 'closed' },
      actor: order.actor('customer', CUSTOMER, 'cancelOrder'),
    });
    const fee = { fen: 5_001, payer: 'customer' as const, kind: 'cancelFee' as const };
    expect(await fixture.activities.closeOrder({ ...move, ending: 'cancelled', reward: false, fee })).toEqual(
      {
        ok: true,
      },
    );
    expect(await balances(order.id)).toEqual({
      [`customer:${CUSTOMER} fen`]: 5_001,
      [`helper:${helperId} fen`]: -4_001,
      'platform:income fen': -1_000,
    });
    expect(
      await fixture.database.models.booking.count({
        where: { orderId: order.id, status: { in: ['held', 'confirmed'] } },
      }),
    ).toBe(0);
    expect(
      (await fixture.database.models.agreement.findFirstOrThrow({ where: { orderId: order.id } })).status,
    ).toBe('void');
    expect(await order.row()).toMatchObject({ stage: 'closed', ending: 'cancelled' });
  });

  test('a helper who did not come → owes the fee, even when released before', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(10) });
    const { helperId } = await order.signed();
    const event = { kind: 'helperSilent' as const, payload: { helperId } };
    await fixture.activities.releaseHelper({
      ...(await order.move({ enter: { stage: 'visit' } })),
      helperId,
      event,
    });
    const fee = { fen: 900, payer: 'helper' as const, kind: 'noShowFee' as const };
    await fixture.activities.closeOrder({
      ...(await order.move({ enter: { stage: 'closed' } })),
      ending: 'helper_no_show',
      reward: false,
      fee,
    });
    expect(await balances(order.id)).toEqual({
      [`helper:${helperId} fen`]: 900,
      'platform:income fen': -900,
    });
  });

  test('a reward → points, bonus and a higher rank, once', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(11) });
    const { helperId } = await order.settled();
    const { boost } = await fixture.database.models.helper.findUniqueOrThrow({ where: { id: helperId } });
    const input = {
      ...(await order.move({ enter: { stage: 'closed' } })),
      ending: 'completed' as const,
      reward: true,
      fee: null,
    };
    await fixture.activities.closeOrder(input);
    await fixture.activities.closeOrder(input);
    const after = await fixture.database.models.helper.findUniqueOrThrow({ where: { id: helperId } });
    expect(after.boost).toBe(boost + STANDARD_POLICY.reward.boost);
    expect(await balances(order.id)).toMatchObject({
      [`points:${helperId} points`]: -100,
      'platform:marketing fen': 1_000,
    });
    expect(await fixture.database.models.reward.count({ where: { orderId: order.id } })).toBe(1);
  });

  test('a fee ops waived → what is owed goes down by it, never below nothing', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(12) });
    const { totalFen } = await order.settled();
    const event = { kind: 'feeWaived' as const, payload: { fen: totalFen + 500, reason: 'goodwill' } };
    await fixture.activities.recordEvent({ ...(await order.move()), event });
    expect(await balances(order.id)).toMatchObject({
      [`customer:${CUSTOMER} fen`]: 0,
      'platform:losses fen': totalFen,
    });
  });
});

describe('the payment simulator', () => {
  const simulator = paymentSimulator(SECRET);
  const callback = { paymentId: 'p', amountFen: 100, gatewayRef: 'r', result: 'paid' as const };
  test('its own callback verifies; changed, re-serialised, old, early or foreign ones do not', () => {
    const signed = simulator.sign(callback);
    expect(simulator.verify(signed)).toBe(true);
    expect(simulator.verify({ ...signed, body: signed.body.replace('100', '1') })).toBe(false);
    expect(simulator.verify({ ...signed, body: JSON.stringify(JSON.parse(signed.body), null, 1) })).toBe(
      false,
    );
    expect(simulator.verify({ ...signed, timestamp: String(Number(signed.timestamp) + 1) })).toBe(false);
    expect(simulator.verify({ ...signed, signature: '' })).toBe(false);
    expect(simulator.verify(simulator.sign(callback, Date.now() - 301_000))).toBe(false);
    expect(simulator.verify(simulator.sign(callback, Date.now() + 301_000))).toBe(false);
    expect(paymentSimulator('another secret of another installation').verify(signed)).toBe(false);
  });
});
