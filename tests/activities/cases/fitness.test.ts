import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sweepCertificates } from '#activities/helpers/certificate-sweep.ts';
import { tellUnfit, type UnfitMessage } from '#activities/helpers/unfit-helpers.ts';
import { aFixture, CUSTOMER, type Fixture, HELPER, hours, OPS, tenOClock } from '#tests/support/a-fixture.ts';
import { aLeave, anAutoAcceptTime } from '#tests/support/calendars/rows.ts';
import { aBlock } from '#tests/support/people/rows.ts';
import { each } from '#tests/support/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';

const DAY = 86_400_000;
let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(() => fixture.drop());
afterEach(async () => {
  const { database } = fixture;
  await database.models.booking.deleteMany({});
  await database.models.leave.deleteMany({});
  await database.models.block.deleteMany({});
  await database.models.unfitHelper.deleteMany({});
  await database.models.autoAcceptTime.deleteMany({});
  await database.models.helper.updateMany({
    where: { id: HELPER },
    data: { autoAccept: false, recommended: true },
  });
  await fixture.database.models.helperSkill.update({
    where: { helperId_skill: { helperId: HELPER, skill: 'elderCare' } },
    data: { certificate: '养老护理员证', certificateUntil: new Date(Date.now() + 900 * DAY) },
  });
});

const setCertificate = (skill: string, certificateUntil: Date) =>
  fixture.database.models.helperSkill.update({
    where: { helperId_skill: { helperId: HELPER, skill } },
    data: { certificateUntil },
  });
/** One round of the worker, and the notifications it sent. */
async function sweep(now = new Date(), fail?: string) {
  const told: UnfitMessage[] = [];
  const result = await sweepCertificates({
    database: fixture.database,
    now,
    async signal(message) {
      if (message.orderId === fail) throw new Error('Temporal is away');
      told.push(message);
    },
  });
  return { ...result, messages: told };
}

describe('the sweep of certificates', () => {
  async function booked(serviceCode = 'elderCare') {
    const order = await fixture.anOrder({ serviceCode, quantity: 3 });
    await order.recommend({ named: HELPER });
    const booking = await order.book(HELPER);
    if (!booking.ok) throw new Error(booking.code);
    return { order, booking };
  }

  test('a visit after the expiry: its order hears once, however often the sweep runs', async () => {
    const { order, booking } = await booked();
    expect((await sweep()).messages).toEqual([]);
    await setCertificate('elderCare', new Date(Date.parse(booking.startsAt) - hours(10)));
    const first = await sweep();
    expect(first).toMatchObject({ found: 1, told: 1 });
    expect(first.messages).toMatchObject([
      { orderId: order.id, body: { helperId: HELPER, reason: 'certificateExpired' } },
    ]);
    expect(first.messages[0]?.body.messageId).toMatch(/^unfit-[0-9a-f-]{36}$/);
    expect(await sweep()).toMatchObject({ found: 0, told: 0, messages: [] });
    // A certificate that was renewed and expired on another day is another cause.
    await setCertificate('elderCare', new Date(Date.parse(booking.startsAt) - hours(2)));
    expect(await sweep()).toMatchObject({ found: 1, told: 1 });
  });

  test('a certificate that this service does not need, or that ends after the visit, says nothing', async () => {
    const { booking } = await booked('dailyCleaning');
    await setCertificate('elderCare', new Date(Date.parse(booking.startsAt) - hours(10)));
    expect((await sweep()).found).toBe(0);
    await fixture.database.models.booking.deleteMany({});
    await setCertificate('elderCare', new Date(Date.now() + 900 * DAY));
    const { booking: care } = await booked();
    await setCertificate('elderCare', new Date(Date.parse(care.endsAt) + 1));
    expect((await sweep()).found).toBe(0);
  });

  test('F31: a care skill whose certificate is missing: like an expired one', async () => {
    const { order } = await booked();
    expect((await sweep()).found).toBe(0);
    const where = { helperId_skill: { helperId: HELPER, skill: 'elderCare' } };
    await fixture.database.models.helperSkill.update({
      where,
      data: { certificate: null, certificateUntil: null },
    });
    expect((await sweep()).messages).toMatchObject([{ orderId: order.id, body: { helperId: HELPER } }]);
    const again = await fixture.anOrder({ serviceCode: 'elderCare', quantity: 3, windowStart: tenOClock(5) });
    const { candidates } = await again.recommend({ named: HELPER });
    expect(candidates.map(({ helperId }) => helperId)).not.toContain(HELPER);
    // Cleaning needs none.
    await fixture.database.models.booking.deleteMany({});
    await booked('dailyCleaning');
  });

  test('F80: a certificate that ends while the visit lasts, or that of the illness, is judged as at the booking', async () => {
    const { order, booking } = await booked();
    await setCertificate('elderCare', new Date(Date.parse(booking.endsAt) - hours(1)));
    expect((await sweep()).messages).toMatchObject([{ orderId: order.id }]);
    await setCertificate('elderCare', new Date(Date.now() + 900 * DAY));
    const { database } = fixture;
    await database.models.inquiry.update({
      where: { orderId: order.id },
      data: { wishes: { illness: 'stroke' } },
    });
    await setCertificate('illness:stroke', new Date(Date.parse(booking.startsAt) - hours(10)));
    expect((await sweep()).messages).toMatchObject([{ orderId: order.id }]);
    await database.models.helperSkill.updateMany({
      where: { helperId: HELPER, skill: 'illness:stroke' },
      data: { certificateUntil: null },
    });
  });

  test('a visit under way, or of a helper who was replaced, is left alone', async () => {
    const { order, booking } = await booked();
    const startsAt = new Date(booking.startsAt);
    await setCertificate('elderCare', new Date(startsAt.getTime() - hours(10)));
    const visit = { orderId: order.id, helperId: HELPER, startCode: '1234', startsAt, endsAt: startsAt };
    await aVisit(fixture.database, { ...visit, checkedInAt: new Date() });
    expect((await sweep()).found).toBe(0);
    await fixture.database.models.visit.deleteMany({});
    await fixture.database.models.order.update({ where: { id: order.id }, data: { helperId: null } });
    expect((await sweep()).found).toBe(0);
  });

  test('an order that cannot be told is told in the next round, with the same message', async () => {
    const { order, booking } = await booked();
    await setCertificate('elderCare', new Date(Date.parse(booking.startsAt) - hours(10)));
    expect(await sweep(new Date(), order.id)).toMatchObject({ found: 1, told: 0 });
    const [row] = await fixture.database.models.unfitHelper.findMany();
    expect((await sweep()).messages).toMatchObject([{ body: { messageId: `unfit-${row?.id}` } }]);
    expect(await tellUnfit({ database: fixture.database, signal: async () => undefined })).toBe(0);
  });

  test('helper and ops are warned 30, 7 and 1 days before and when it is over, each once', async () => {
    const until = new Date(Math.floor(Date.now() / 1000) * 1000 + 400 * DAY);
    await setCertificate('elderCare', until);
    const heard = async (daysBefore: number) => {
      await sweep(new Date(until.getTime() - daysBefore * DAY));
      await sweep(new Date(until.getTime() - daysBefore * DAY));
      const rows = await fixture.database.models.notice.findMany({
        where: {
          personId: { in: [HELPER, OPS] },
          key: { startsWith: `certificate:${HELPER}:elderCare:${until.getTime() / 1000}:` },
        },
        orderBy: { createdAt: 'asc' },
        include: { deliveries: true },
      });
      return rows;
    };
    expect(await heard(31)).toEqual([]);
    const first = await heard(29.9);
    expect(first.map(({ personId, template }) => [personId, template]).sort()).toEqual(
      [
        [HELPER, 'certificateEnds'],
        [OPS, 'opsCertificateEnds'],
      ].sort(),
    );
    const own = first.find(({ personId }) => personId === HELPER);
    expect(own?.params).toMatchObject({ skill: 'elderCare', count: 30 });
    expect(own?.deliveries).toMatchObject([{ channel: 'sms', status: 'waiting' }]);
    expect(first.find(({ personId }) => personId === OPS)?.deliveries).toEqual([]);
    expect(await heard(20)).toHaveLength(2);
    expect(await heard(6.5)).toHaveLength(4);
    expect(await heard(0.5)).toHaveLength(6);
    const last = await heard(-0.1);
    expect(last).toHaveLength(8);
    expect(last.map(({ template }) => template)).toContain('certificateEndsNow');
    expect(await heard(-2)).toHaveLength(8);
  });
});

describe('who changed since the shortlist', () => {
  async function shortlist() {
    const order = await fixture.anOrder({ serviceCode: 'elderCare', quantity: 3, windowStart: tenOClock(4) });
    const { candidates } = await order.recommend({ named: HELPER });
    const others = candidates.map(({ helperId }) => helperId).filter((id) => id !== HELPER);
    expect(candidates[0]?.helperId).toBe(HELPER);
    expect(others.length).toBeGreaterThan(0);
    return { order, others, slot: candidates[0] as NonNullable<(typeof candidates)[0]> };
  }
  const asked = async (order: Awaited<ReturnType<Fixture['anOrder']>>) => order.book(HELPER);

  test('on leave, the hold let go: taken, with the others as alternatives', async () => {
    const { order, others, slot } = await shortlist();
    await aLeave(fixture.database, { helperId: HELPER, startsAt: slot.startsAt, endsAt: slot.endsAt });
    await fixture.database.models.booking.updateMany({
      where: { orderId: order.id, helperId: HELPER },
      data: { status: 'released' },
    });
    expect(await asked(order)).toEqual({ ok: false, code: 'HelperTaken', alternatives: others });
  });

  test('blocked, off the list, or without a certificate: unfit although held, with the others', async () => {
    const changes = [
      () => aBlock(fixture.database, { blockerId: HELPER, blockedId: CUSTOMER }),
      () => fixture.database.models.helper.update({ where: { id: HELPER }, data: { recommended: false } }),
      () => setCertificate('elderCare', new Date(Date.now() - DAY)),
    ];
    for (const change of changes) {
      const { order, others } = await shortlist();
      await change();
      expect(await asked(order)).toEqual({ ok: false, code: 'HelperUnfit', alternatives: others });
      await fixture.database.models.booking.deleteMany({});
      await fixture.database.models.block.deleteMany({});
      await fixture.database.models.helper.update({ where: { id: HELPER }, data: { recommended: true } });
      await setCertificate('elderCare', new Date(Date.now() + 900 * DAY));
    }
  });

  test('somebody else of the shortlist who is off the list is no alternative', async () => {
    const { order, others } = await shortlist();
    await setCertificate('elderCare', new Date(Date.now() - DAY));
    const [gone, ...left] = others;
    await fixture.database.models.helper.update({ where: { id: gone ?? '' }, data: { recommended: false } });
    expect(await asked(order)).toEqual({ ok: false, code: 'HelperUnfit', alternatives: left });
    await fixture.database.models.helper.update({ where: { id: gone ?? '' }, data: { recommended: true } });
  });

  test('ops may pick one who is off the list, never one without a certificate', async () => {
    const { order } = await shortlist();
    await fixture.database.models.helper.update({ where: { id: HELPER }, data: { recommended: false } });
    await setCertificate('elderCare', new Date(Date.now() - DAY));
    expect(await order.book(HELPER, { byHand: true })).toMatchObject({ ok: false, code: 'HelperUnfit' });
    await setCertificate('elderCare', new Date(Date.now() + 900 * DAY));
    expect(await order.book(HELPER, { byHand: true })).toMatchObject({ ok: true });
  });
});

describe('hours in which offers are accepted by themselves', () => {
  async function offered() {
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const { candidates } = await order.recommend({ named: HELPER });
    const row = await fixture.database.models.candidate.findFirstOrThrow({
      where: { orderId: order.id, helperId: HELPER },
    });
    await fixture.database.models.booking.deleteMany({});
    expect(candidates.find(({ helperId }) => helperId === HELPER)?.accepted).toBe(row.status === 'accepted');
    return row.status;
  }
  const accept = async (autoAccept: boolean, spans: [number, number, number][]) => {
    await fixture.database.models.helper.update({ where: { id: HELPER }, data: { autoAccept } });
    await fixture.database.models.autoAcceptTime.deleteMany({});
    await each(
      anAutoAcceptTime,
      fixture.database,
      spans.map(([weekday, startMinute, endMinute]) => ({
        helperId: HELPER,
        weekday,
        startMinute,
        endMinute,
      })),
    );
  };

  // The visit is on a Wednesday from 10:00 to 13:00.
  test.each([
    ['off', false, [[3, 0, 1440]], 'offered'],
    ['on, at any hour', true, [], 'accepted'],
    ['on, the visit inside', true, [[3, 600, 780]], 'accepted'],
    ['on, the visit longer than the hours', true, [[3, 600, 779]], 'offered'],
    ['on, another day', true, [[4, 0, 1440]], 'offered'],
  ] as [string, boolean, [number, number, number][], string][])('%s', async (_, on, spans, status) => {
    await accept(on, spans);
    expect(await offered()).toBe(status);
  });
});
