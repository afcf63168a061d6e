import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CODE_WORDS } from '#activities/notices/code-words.ts';
import { NOTICES } from '#activities/notices/notices.ts';
import { noticeTitle, renderNotice } from '#activities/notices/render-notice.ts';
import type { NoticeTemplate } from '#activities/notices/templates.ts';
import { stuckOrders } from '#api/watch/stuck-orders.ts';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import { ENDINGS } from '#contracts/orders/stages.ts';
import { sql } from '#platform/sql.ts';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  hours,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

const reminders = async (order: TestOrder) =>
  (
    await fixture.database.models.notice.findMany({
      where: { orderId: order.id },
      orderBy: [{ dueAt: 'asc' }, { template: 'asc' }],
    })
  )
    .filter(({ dueAt, createdAt }) => dueAt > createdAt)
    .map(({ template, voidedAt }) => `${template} ${voidedAt ? 'voided' : 'waits'}`);

describe('reminders live as long as the wait they remind of', () => {
  test('shortlist, signatures, visit, review: each is voided by what ends its wait', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const { candidates } = await order.recommend();
    expect(await reminders(order)).toEqual(['selectionReminder waits']);
    const booked = await order.book(candidates[0]?.helperId as string);
    if (!booked.ok) throw new Error(booked.code);
    expect((await reminders(order)).sort()).toEqual([
      'selectionReminder voided',
      'signReminder waits',
      'signReminder waits',
    ]);
    await order.sign('helper', booked);
    const helpers = await fixture.database.models.notice.findMany({
      where: { orderId: order.id, template: 'signReminder' },
    });
    expect(helpers.find((n) => n.personId === booked.helperId)?.voidedAt).not.toBeNull();
    expect(helpers.find((n) => n.personId === CUSTOMER)?.voidedAt).toBeNull();
    await order.sign('customer', booked);
    const visit = await fixture.database.models.notice.findMany({
      where: { orderId: order.id, template: { startsWith: 'visitReminder' } },
      orderBy: { dueAt: 'asc' },
    });
    expect(visit).toHaveLength(4);
    expect(visit.map((n) => (Date.parse(booked.startsAt) - n.dueAt.getTime()) / hours(1))).toEqual([
      24, 24, 2, 2,
    ]);
    await order.visit('departed', { at: new Date(booked.startsAt) });
    expect(
      (await reminders(order)).filter((r) => r.startsWith('visit')).every((r) => r.endsWith('voided')),
    ).toBe(true);
    await fixture.activities.settle({
      ...(await order.move({ enter: { stage: 'review', settlement: 'due' } })),
      by: 'customer',
      reductionFen: 0,
    });
    expect((await reminders(order)).filter((r) => r.startsWith('review'))).toEqual([
      'reviewReminder waits',
      'reviewReminder waits',
    ]);
    // The payment comes into the middle of it: the review is still waited for.
    await fixture.activities.recordEvent({
      ...(await order.move({ enter: { stage: 'settlement' } })),
      event: { kind: 'paymentOverdue', payload: {} },
    });
    expect((await reminders(order)).filter((r) => r.endsWith('waits'))).toEqual([
      'reviewReminder waits',
      'reviewReminder waits',
    ]);
    const move = await order.move({
      actor: order.actor('customer', CUSTOMER, 'submitReview'),
      enter: { stage: 'settlement' },
    });
    await fixture.activities.recordReview({
      ...move,
      attitude: 4,
      effect: 4,
      contractKept: true,
      caseId: randomUUID(),
      caseDueAt: move.step.at,
    });
    expect((await reminders(order)).filter((r) => r.endsWith('waits'))).toEqual([]);
  });

  test('a rehearsal that let time pass is reminded that much sooner', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const { candidates } = await order.recommend();
    const booked = await order.book(candidates[0]?.helperId as string);
    if (!booked.ok) throw new Error(booked.code);
    const passed = { kind: 'timePassed' as const, payload: { minutes: 60 } };
    await fixture.activities.recordEvent({
      ...(await order.move({ enter: { clockShiftMs: hours(1) } })),
      event: passed,
    });
    await order.sign('helper', booked);
    await order.sign('customer', booked);
    const [first] = await fixture.database.models.notice.findMany({
      where: { orderId: order.id, template: { startsWith: 'visitReminder' } },
      orderBy: { dueAt: 'asc' },
    });
    expect(Date.parse(booked.startsAt) - (first?.dueAt.getTime() ?? 0)).toBe(hours(25));
  });
});

describe('what reaches people', () => {
  /** The signed order's end, and what the helper hears of it. */
  async function closed(weeks: number, ending: 'cancelled' | 'completed') {
    const order = await fixture.anOrder({ windowStart: tenOClock(weeks) });
    const { helperId: personId } = await order.signed();
    const move = await order.move({ enter: { stage: 'closed' } });
    await fixture.activities.closeOrder({ ...move, ending, reward: false, fee: null });
    const where = { orderId: order.id, personId, template: 'closed' };
    return {
      order,
      notice: await fixture.database.models.notice.findFirstOrThrow({ where, include: { deliveries: true } }),
    };
  }

  test('a visit that will not be: the helper hears of it by SMS, also at night; when it bounces ops see it', async () => {
    const { order, notice } = await closed(7, 'cancelled');
    expect(notice).toMatchObject({ urgent: true, deliveries: [{ channel: 'sms', status: 'waiting' }] });
    const where = { noticeId: notice.id };
    await fixture.database.models.delivery.updateMany({ where, data: { status: 'failed' } });
    expect(await stuckOrders(fixture.database)).toContainEqual(
      expect.objectContaining({ kind: 'noticeBounced', orderId: order.id, reason: 'sms' }),
    );
  });

  test('a visit that was: the end wakes no helper', async () => {
    expect((await closed(8, 'completed')).notice).toMatchObject({ urgent: false, deliveries: [] });
  });

  test('the start code goes to the customer, not to the helper; no notice row holds a name or a phone', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(6) });
    await order.settled();
    const notices = await fixture.database.models.notice.findMany({ where: { orderId: order.id } });
    expect(JSON.stringify(notices)).not.toMatch(/1390000|张敏|柳泉路/);
    const rows = await fixture.database.query<{ data: string }>(sql`
      SELECT e.payload::text || t.result::text AS data FROM order_event e JOIN transition t ON t.order_id = e.order_id
      WHERE e.order_id = ${order.id}`);
    expect(rows.map((row) => row.data).join()).not.toMatch(/1390000|张敏|柳泉路/);
  });

  const words = {
    params: {
      serviceCode: 'dailyCleaning',
      startsAt: '2036-11-30T02:00:00Z',
      until: '2036-11-30T02:00:00Z',
      fen: 12345,
      minutes: 12,
      count: 3,
      points: 100,
      averageX100: 450,
      ending: 'completed',
      reason: 'lowScore',
    },
    orderId: 'JZ261122-ABCDEFGH',
    serviceZh: '日常保洁',
    serviceEn: 'Daily cleaning',
    startCode: '0427',
    utcOffsetMinutes: 480,
  };
  test.each(Object.keys(NOTICES) as NoticeTemplate[])('%s reads well in both languages', (template) => {
    const zh = renderNotice({ ...words, template, locale: 'zh-CN' });
    const en = renderNotice({ ...words, template, locale: 'en' });
    expect(zh).toMatch(/^【安家】.{4,}[。]$/);
    expect(en).toMatch(/^\[Anjia\] .{8,}[.]$/);
    for (const text of [zh, en]) expect(text).not.toMatch(/undefined|NaN|null|\[object/);
    expect(en).not.toMatch(/[\u4e00-\u9fff]/);
    const helpers: NoticeTemplate[] = [
      'sealedHelper',
      'visitReminderHelper',
      'chosen',
      'offer',
      'lateHelper',
    ];
    if (helpers.includes(template)) expect(zh + en).not.toContain('0427');
  });

  test.each(Object.keys(NOTICES) as NoticeTemplate[])(
    '%s has a short title in both languages',
    (template) => {
      expect(noticeTitle({ template, locale: 'zh-CN' })).toMatch(/^[\u4e00-\u9fff，]{3,12}$/);
      expect(noticeTitle({ template, locale: 'en' })).toMatch(/^[A-Z][A-Za-z' ]{5,40}$/);
    },
  );

  test('on the way, but the visit is gone already → no code, and no gap where it stood', () => {
    const notice = { ...words, template: 'onTheWay', startCode: null };
    expect(renderNotice({ ...notice, locale: 'zh-CN' })).toBe('【安家】家政员已出发前来日常保洁。');
    expect(renderNotice({ ...notice, locale: 'en' })).toBe(
      '[Anjia] Your helper for Daily cleaning is on the way.',
    );
  });

  test('times are local, prices are written as on the screens, codes have words', () => {
    const { template, ...rest } = { ...words, template: 'sealedCustomer' };
    expect(renderNotice({ ...rest, template, locale: 'zh-CN' })).toContain('2036年11月30日 10:00');
    expect(renderNotice({ ...rest, template: 'toPay', locale: 'en' })).toContain('¥123.45');
    const toPay = { ...rest, template: 'toPay', params: { ...rest.params, fen: 92_000 } };
    expect(renderNotice({ ...toPay, locale: 'zh-CN' })).toBe('【安家】日常保洁费用 ¥920，请支付。');
    for (const code of [...ENDINGS, ...CASE_KINDS, ...Object.values(CASE_DECISIONS).flat()]) {
      expect([code, CODE_WORDS[code]?.['zh-CN'] ?? null]).not.toEqual([code, null]);
    }
  });
});
