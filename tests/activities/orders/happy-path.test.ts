import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aFixture, CUSTOMER, type Fixture } from '#tests/support/a-fixture.ts';
import { aPayment } from '#tests/support/money/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

describe('the whole life of an order in the database', () => {
  test('inquiry to reward: every step leaves its rows, and the ledger balances', async () => {
    const { database, activities } = fixture;
    const order = await fixture.anOrder();
    const helpersBefore = new Map(
      (await database.models.helper.findMany()).map((helper) => [helper.id, helper]),
    );
    const booked = await order.settled();
    const paymentId = randomUUID();
    await aPayment(database, {
      id: paymentId,
      orderId: order.id,
      amountFen: booked.totalFen,
      gatewayRef: 'sim-1',
    });
    const paid = await activities.recordPayment({
      ...(await order.move({ enter: { settlement: 'paid' } })),
      paymentId,
      amountFen: booked.totalFen,
      source: 'gateway',
    });
    expect(paid).toEqual({ ok: true });
    const reviewed = await activities.recordReview({
      ...(await order.move({
        actor: order.actor('customer', CUSTOMER, 'submitReview'),
        enter: { stage: 'followUp' },
      })),
      attitude: 5,
      effect: 5,
      contractKept: true,
      caseId: randomUUID(),
      caseDueAt: new Date().toISOString(),
    });
    expect(reviewed).toEqual({ ok: true, averageX100: 500, followUp: 'reward' });
    await activities.closeOrder({
      ...(await order.move({ enter: { stage: 'closed' } })),
      ending: 'completed',
      reward: true,
      fee: null,
    });

    const row = await order.row();
    expect(row).toMatchObject({
      stage: 'closed',
      ending: 'completed',
      settlement: 'paid',
      totalFen: booked.totalFen,
    });
    expect(await order.events()).toEqual([
      'helpersRecommended',
      'helperChosen',
      'agreementSigned',
      'agreementSigned',
      'agreementSealed',
      'helperDeparted',
      'checkedIn',
      'checkedOut',
      'completionConfirmed',
      'settled',
      'paymentReceived',
      'reviewed',
      'rewardGranted',
      'closed',
    ]);
    const owed = await database.models.ledgerEntry.aggregate({
      where: { account: `customer:${CUSTOMER}` },
      _sum: { amount: true },
    });
    expect(owed._sum.amount).toBe(0);
    const bookings = await database.models.booking.findMany({ where: { orderId: order.id } });
    // What both signed stays valid, and nobody waits for an answer any more.
    const agreement = await database.models.agreement.findUniqueOrThrow({
      where: { id: booked.agreementId },
    });
    expect(agreement.status).toBe('signed');
    const candidates = await database.models.candidate.findMany({ where: { orderId: order.id } });
    expect(candidates.filter((c) => !['chosen', 'passed'].includes(c.status))).toEqual([]);
    const before = helpersBefore.get(booked.helperId);
    expect(await database.models.helper.findUniqueOrThrow({ where: { id: booked.helperId } })).toMatchObject({
      completedCount: (before?.completedCount ?? 0) + 1,
      ratingSum: (before?.ratingSum ?? 0) + 500,
      ratingCount: (before?.ratingCount ?? 0) + 1,
      boost: (before?.boost ?? 0) + order.policy.reward.boost,
    });
    expect(bookings.filter((b) => b.status === 'done')).toHaveLength(1);
    expect(bookings.filter((b) => b.status === 'held' || b.status === 'confirmed')).toHaveLength(0);
  });
});
