import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { relayOnce } from '#activities/notices/relay/relay-once.ts';
import { renderNotice } from '#activities/notices/render-notice.ts';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  hours,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { aNotice } from '#tests/support/notices/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());
beforeEach(async () => {
  await fixture.database.models.delivery.deleteMany();
  await fixture.database.models.notice.deleteMany();
  await fixture.database.models.outbox.deleteMany();
});

/** As the version before wrote it: no subject, no time, and a condition only with reminders. */
async function oldNotice(
  order: TestOrder,
  template: string,
  more: { wait?: string; startsAt?: Date; until?: Date } = {},
): Promise<string> {
  const params = { serviceCode: 'dailyCleaning', startsAt: more.startsAt ?? null, until: more.until };
  return aNotice(fixture.database, {
    ...{ key: `${order.id}:3:${template}:${randomUUID()}`, orderId: order.id, personId: CUSTOMER, template },
    ...{ params: JSON.parse(JSON.stringify(params)), wait: more.wait ?? null },
  });
}
async function statusAfterRelay(id: string): Promise<string | undefined> {
  const { database } = fixture;
  const deps = { database, gateway: outboxGateway(database), tellBounced: async () => undefined };
  while ((await relayOnce(deps)) > 0);
  return (await database.models.delivery.findFirst({ where: { noticeId: id } }))?.status;
}
const cancel = async (order: TestOrder) =>
  fixture.activities.closeOrder({
    ...(await order.move({ enter: { stage: 'closed' } })),
    ending: 'cancelled',
    reward: false,
    fee: null,
  });

describe('notices that an older version left waiting', () => {
  test('nothing happened to them → sent as they were worded', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(3) });
    const startsAt = new Date('2036-11-30T02:00:00.000Z');
    const id = await oldNotice(order, 'sealedHelper', { startsAt });
    expect(await statusAfterRelay(id)).toBe('sent');
    const [message] = await fixture.database.models.outbox.findMany();
    expect(message?.body).toBe('【安家】日常保洁合同已生效，请于 2036年11月30日 10:00 准时上门。');
  });

  test.each([
    ['sealedHelper', {}],
    ['rescheduled', {}],
    ['visitReminder', { wait: 'scheduled' }],
    ['signReminder', { wait: 'agreement:customer' }],
    ['reviewReminder', { wait: 'review' }],
  ])('%s %j, and the order is cancelled by this version → not sent', async (template, more) => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4) });
    const id = await oldNotice(order, template, more);
    await cancel(order);
    expect(await statusAfterRelay(id)).toBe('skipped');
  });

  test('what tells the past is sent also after the end', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const id = await oldNotice(order, 'replaced');
    await cancel(order);
    expect(await statusAfterRelay(id)).toBe('sent');
  });

  test.each([
    ['sealedHelper', 'startsAt'],
    ['rescheduleAsked', 'until'],
  ])('%s whose %s has passed → not sent, by the time in its parameters', async (template, param) => {
    const order = await fixture.anOrder({ windowStart: tenOClock(6) });
    const past = await oldNotice(order, template, { [param]: new Date(Date.now() - 1_000) });
    const ahead = await oldNotice(order, template, { [param]: new Date(Date.now() + hours(1)) });
    expect([await statusAfterRelay(past), await statusAfterRelay(ahead)]).toEqual(['skipped', 'sent']);
  });
});

// Recorded names: a row with any of them may stand in a database. None is ever taken off this list.
const RECORDED =
  `inquiryReceived inquiryReminder handedToAgent shortlistReady selectionReminder noHelperYet offer
  missedOffer offerAccepted chosen toSign signReminder otherSigned sealedCustomer sealedHelper helperChanged replaced
  rescheduleAsked rescheduleOff rescheduled visitReminder visitReminderHelper onTheWay late lateHelper visitStarted
  confirmDone doneConfirmed objected toPay earned paid overdue reviewReminder reviewed rewarded rewardTold penalised
  followUpTold caseResult feeCharged feeWaived moreTime opsCase opsNoMatch opsStuck opsBounced certificateEnds
  certificateEndsNow opsCertificateEnds opsCertificateEndsNow closed`.split(/\s+/);

test.each(RECORDED)('%s of any age has a text', (template) => {
  const nothing = { orderId: null, serviceZh: null, serviceEn: null, startCode: null, utcOffsetMinutes: 480 };
  for (const locale of ['zh-CN', 'en'])
    expect(renderNotice({ ...nothing, template, params: {}, locale }).length).toBeGreaterThan(10);
});
