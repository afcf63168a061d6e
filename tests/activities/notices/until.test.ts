import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { insertNoticesSql } from '#activities/notices/insert-notices.ts';
import { NOTICES } from '#activities/notices/notices.ts';
import { type NoticeDraft, noticesOf } from '#activities/notices/notices-of.ts';
import { relayOnce } from '#activities/notices/relay/relay-once.ts';
import { retryBouncedNotices } from '#activities/notices/retry-bounced-notices.ts';
import type { NoticeTemplate } from '#activities/notices/templates.ts';
import { voidNotices } from '#activities/notices/void-notices.ts';
import { whatIsOver } from '#activities/notices/what-is-over.ts';
import { writeNotices } from '#activities/notices/write-notices.ts';
import type { EventKind, OrderEventOf } from '#contracts/events.ts';
import { sql } from '#platform/sql.ts';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  HELPER,
  hours,
  OPS,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { EVENT_KINDS, EVERY_EVENT, SAMPLE_AT } from '#tests/support/every-event.ts';
import { aPerson } from '#tests/support/people/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());
beforeEach(forgetNotices);

async function forgetNotices(): Promise<void> {
  await fixture.database.models.delivery.deleteMany();
  await fixture.database.models.notice.deleteMany();
  await fixture.database.models.outbox.deleteMany();
}
/** Makes the waiting notices due now, at any hour, and sends them. */
async function openTheNight(): Promise<void> {
  await fixture.database.models.notice.updateMany({ data: { urgent: true } });
  await fixture.database.models.delivery.updateMany({ data: { nextAt: new Date() } });
}
const relay = () => ({
  database: fixture.database,
  gateway: outboxGateway(fixture.database),
  tellBounced: async () => undefined,
});
/** The templates that were sent by SMS. */
async function sent(): Promise<string[]> {
  await openTheNight();
  while ((await relayOnce(relay())) > 0);
  const keys = (await fixture.database.models.outbox.findMany()).map(
    ({ key }) => key.split(':')[0] as string,
  );
  const notices = await fixture.database.models.notice.findMany({ where: { id: { in: keys } } });
  return notices.map(({ template }) => template).sort();
}
const statusOf = async (template: string) =>
  (
    await fixture.database.models.delivery.findMany({
      where: { notice: { template } },
      orderBy: { position: 'asc' },
    })
  ).map(({ status }) => status);

/** Every notice of an order, as it is written by the event that causes it. */
const CAUSED = EVENT_KINDS.flatMap((kind) =>
  EVERY_EVENT[kind].flatMap(({ payload, row }) =>
    noticesOf({
      subject: 'order',
      id: row.id,
      row,
      version: 7,
      at: SAMPLE_AT,
      events: [{ kind, payload } as OrderEventOf],
    }),
  ),
);
/** Every event of an order that stays open, with the order after it. */
const HAPPENED = EVENT_KINDS.flatMap((kind) =>
  EVERY_EVENT[kind]
    .filter(({ row }) => row.stage !== 'closed')
    .map(({ payload, row }) => ({ event: { kind, payload } as OrderEventOf, row })),
);
/** Stores the draft for the customer of this order, to go out by SMS. */
async function store(order: TestOrder, draft: NoticeDraft): Promise<string> {
  const { city: _, ...rest } = draft;
  const key = randomUUID();
  const notice = {
    ...rest,
    key,
    orderId: order.id,
    personId: CUSTOMER,
    channel: 'sms' as const,
    dueAt: null,
  };
  await fixture.database.execute(sql`
    WITH ${insertNoticesSql({ notices: [notice], now: sql`now()` })} SELECT 1`);
  return key;
}
async function happen(order: TestOrder, { event, row }: (typeof HAPPENED)[number]): Promise<void> {
  const { stage, settlement, needsOps } = row;
  const needsOpsReason = needsOps ? 'reason' : null;
  const move = await order.move({ enter: { stage, settlement, needsOps, needsOpsReason } });
  await fixture.activities.recordEvent({ ...move, event });
}
const isVoid = async (key: string) =>
  (await fixture.database.models.notice.findUniqueOrThrow({ where: { key } })).voidedAt !== null;
const isOver = (wait: string | null, { event, row }: (typeof HAPPENED)[number]): boolean =>
  whatIsOver({ subject: 'order', row, events: [event] }).conditions.some((pattern) =>
    pattern.endsWith('%') ? wait?.startsWith(pattern.slice(0, -1)) : wait === pattern,
  );

describe('what is no longer true is not sent', () => {
  test('any notice, then any event: void exactly when the event ended its condition', async () => {
    const order = await fixture.anOrder();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...CAUSED), fc.constantFrom(...HAPPENED), async (draft, then) => {
        const key = await store(order, draft);
        await happen(order, then);
        expect([draft.template, then.event.kind, await isVoid(key)]).toEqual([
          draft.template,
          then.event.kind,
          isOver(draft.wait, then),
        ]);
      }),
      { numRuns: 150 },
    );
  });

  test('the order is cancelled: of all that waits only what tells the past goes out', async () => {
    const order = await fixture.anOrder();
    await order.signed();
    await forgetNotices();
    const drafts = new Map(CAUSED.map((draft) => [draft.template, draft]));
    for (const draft of drafts.values()) await store(order, draft);
    const move = await order.move({ enter: { stage: 'closed' } });
    await fixture.activities.closeOrder({ ...move, ending: 'cancelled', reward: false, fee: null });
    // The notice of the closing itself.
    await fixture.database.models.delivery.deleteMany({
      where: { notice: { key: { startsWith: order.id } } },
    });
    const past = [...drafts.keys()].filter((template) => {
      const { until } = NOTICES[template];
      // The case is not decided, and all times are in the future.
      return until === 'always' || !('condition' in until) || until.condition === 'case';
    });
    expect(await sent()).toEqual(past.sort());
    expect(past).not.toContain('sealedHelper');
  });

  test('signed, then cancelled → "please be there at 10:00" is not sent; uncancelled it is', async () => {
    for (const cancelled of [true, false]) {
      await forgetNotices();
      const order = await fixture.anOrder({ windowStart: tenOClock(cancelled ? 3 : 4) });
      await order.signed();
      expect(await statusOf('sealedHelper')).toEqual(['waiting']);
      if (cancelled) {
        const move = await order.move({ enter: { stage: 'closed' } });
        await fixture.activities.closeOrder({ ...move, ending: 'cancelled', reward: false, fee: null });
      }
      const templates = await sent();
      for (const template of ['sealedHelper', 'sealedCustomer'])
        expect([template, templates.includes(template)]).toEqual([template, !cancelled]);
      expect(templates.includes('closed')).toBe(cancelled);
    }
  });

  const after: [NoticeTemplate, EventKind, EventKind][] = [
    ['late', 'helperLate', 'checkedIn'],
    ['overdue', 'paymentOverdue', 'paymentReceived'],
    ['offer', 'helpersRecommended', 'offerDeclined'],
    ['helperChanged', 'helperWithdrew', 'helperChosen'],
    ['confirmDone', 'checkedOut', 'objected'],
    ['rescheduleAsked', 'rescheduleProposed', 'rescheduleDeclined'],
    ['sealedHelper', 'agreementSealed', 'rescheduled'],
    ['onTheWay', 'helperDeparted', 'helperWithdrew'],
  ];
  test.each(after)('%s of %s, then %s → not sent', async (template, cause, end) => {
    const order = await fixture.anOrder();
    const { payload, row } = EVERY_EVENT[cause][0] as (typeof EVERY_EVENT)[EventKind][number];
    const events = [{ kind: cause, payload } as OrderEventOf];
    const draft = noticesOf({
      subject: 'order',
      id: row.id,
      row,
      version: 7,
      at: SAMPLE_AT,
      events,
    }).find((one) => one.template === template);
    if (!draft) throw new Error(`${cause} causes no ${template}`);
    await store(order, draft);
    const then = EVERY_EVENT[end][0] as (typeof EVERY_EVENT)[EventKind][number];
    await happen(order, { event: { kind: end, payload: then.payload } as OrderEventOf, row: then.row });
    expect(await sent()).not.toContain(template);
    expect(await statusOf(template)).toContain('skipped');
  });

  test('an offer that another helper answered still goes out', async () => {
    const order = await fixture.anOrder();
    const { candidates } = await order.recommend();
    const [first, second] = candidates.map(({ helperId }) => helperId) as [string, string];
    const enter = { stage: 'selection' } as const;
    await fixture.activities.recordEvent({
      ...(await order.move({ enter })),
      event: { kind: 'offerAccepted', payload: { helperId: first } },
    });
    await sent();
    const offers = await fixture.database.models.delivery.findMany({
      where: { notice: { template: 'offer', personId: { in: [first, second] } } },
      include: { notice: true },
    });
    const status = new Map(offers.map(({ notice, status }) => [notice.personId, status]));
    expect([status.get(first), status.get(second)]).toEqual(['skipped', 'sent']);
  });

  test('one that has gone out stays in the inbox', async () => {
    const order = await fixture.anOrder();
    await order.signed();
    await sent();
    const move = await order.move({ enter: { stage: 'closed' } });
    await fixture.activities.closeOrder({ ...move, ending: 'cancelled', reward: false, fee: null });
    const where = { orderId: order.id, template: 'sealedHelper' };
    expect((await fixture.database.models.notice.findFirstOrThrow({ where })).voidedAt).toBeNull();
  });
});

describe('what has passed its time is not sent', () => {
  const timed = CAUSED.filter(({ validUntil }) => validUntil !== null);

  test('every notice with a time: sent before it, not after it', async () => {
    const order = await fixture.anOrder();
    for (const [ms, expected] of [
      [60_000, 'sent'],
      [-1_000, 'skipped'],
    ] as const) {
      for (const draft of new Map(timed.map((one) => [one.template, one])).values()) {
        await forgetNotices();
        await store(order, { ...draft, validUntil: new Date(Date.now() + ms).toISOString() });
        await sent();
        expect([draft.template, await statusOf(draft.template)]).toEqual([draft.template, [expected]]);
      }
    }
    expect(new Set(timed.map(({ template }) => template)).size).toBeGreaterThan(4);
  });

  test('at night one that would be untrue by the morning goes out at once; one that would not waits', async () => {
    const local = new Date(Date.now() + hours(8));
    const hour = (n: number) => `${String((local.getUTCHours() + n) % 24).padStart(2, '0')}:00`;
    const from = hour(2);
    const closed = { from, to: from < hour(3) ? hour(3) : '24:00' };
    const order = await fixture.anOrder({ policy: { serviceHours: closed } });
    const draft = timed.find(({ template }) => template === 'sealedHelper') as NoticeDraft;
    const early = await store(order, { ...draft, validUntil: new Date(Date.now() + 60_000).toISOString() });
    const late = await store(order, { ...draft, validUntil: new Date(Date.now() + hours(48)).toISOString() });
    while ((await relayOnce(relay())) > 0);
    const status = async (key: string) =>
      (await fixture.database.models.delivery.findFirstOrThrow({ where: { notice: { key } } })).status;
    expect([await status(early), await status(late)]).toEqual(['sent', 'waiting']);
  });
});

describe('sent again after it bounced', () => {
  const bounce = () => fixture.database.models.delivery.updateMany({ data: { status: 'failed' } });
  const again = (order: TestOrder) => fixture.database.transaction((tx) => retryBouncedNotices(tx, order.id));

  test('still true → sent; made untrue meanwhile, or past its time → not', async () => {
    const order = await fixture.anOrder();
    const draft = CAUSED.find(({ template }) => template === 'sealedHelper') as NoticeDraft;
    await store(order, { ...draft, validUntil: new Date(Date.now() + hours(1)).toISOString() });
    await bounce();
    await happen(order, HAPPENED.find(({ event }) => event.kind === 'timePassed')!);
    expect(await again(order)).toBe(1);
    expect(await statusOf('sealedHelper')).toEqual(['waiting']);
    await bounce();
    await happen(order, HAPPENED.find(({ event }) => event.kind === 'visitDue')!);
    expect(await again(order)).toBe(0);
    expect(await statusOf('sealedHelper')).toEqual(['failed']);
    await store(order, { ...draft, validUntil: new Date(Date.now() - 1_000).toISOString() });
    await bounce();
    expect(await again(order)).toBe(0);
  });
});

describe('notices of a helper', () => {
  test('the certificate is renewed → its warning is not sent, that of another skill is', async () => {
    const row = { id: HELPER, city: 'zibo', displayName: '王阿姨' };
    const order = await fixture.anOrder();
    for (const skill of ['elderCare', 'babyCare']) {
      const payload = { skill, until: new Date(Date.now() + hours(72)).toISOString(), days: 7 };
      const [draft] = noticesOf({
        subject: 'helper',
        id: HELPER,
        row,
        version: 0,
        at: SAMPLE_AT,
        events: [{ kind: 'certificateEnds', payload }],
      });
      await store(order, draft as NoticeDraft);
    }
    const events = [{ kind: 'certificateChanged' as const, payload: { skill: 'elderCare' } }];
    await voidNotices(fixture.database, { subject: 'helper', id: HELPER, row, events });
    await sent();
    const rows = await fixture.database.models.notice.findMany({ include: { deliveries: true } });
    const bySkill = rows.map(({ params, deliveries }) => [
      (params as { skill: string }).skill,
      deliveries[0]?.status,
    ]);
    expect(bySkill.sort()).toEqual([
      ['babyCare', 'sent'],
      ['elderCare', 'skipped'],
    ]);
  });

  test('what happens to the order it is about does not touch it', async () => {
    const order = await fixture.anOrder();
    const draft = CAUSED.find(({ template }) => template === 'sealedHelper') as NoticeDraft;
    const key = await store(order, { ...draft, subject: 'helper', subjectId: HELPER });
    await happen(order, HAPPENED.find(({ event }) => event.kind === 'visitDue')!);
    expect(await isVoid(key)).toBe(false);
  });
});

describe('notices of a case', () => {
  const write = async (city: string | null, ownerId: string | null) => {
    const id = randomUUID();
    const row = { id, city, orderId: null, kind: 'general' as const, ownerId, status: 'open' };
    const events = [{ kind: 'caseOverdue' as const, payload: { dueAt: SAMPLE_AT } }];
    const cause = { subject: 'case' as const, id, row, version: 3, at: SAMPLE_AT, events };
    const { parts } = await writeNotices({ tx: fixture.database, cause, now: sql`now()` });
    await fixture.database.execute(sql`WITH ${parts} SELECT 1`);
    const where = { key: { startsWith: id } };
    return (await fixture.database.models.notice.findMany({ where })).map(({ personId }) => personId).sort();
  };
  const opsOf = async (city?: string) =>
    (
      await fixture.database.models.person.findMany({
        where: { role: 'ops', active: true, ...(city ? { city } : {}) },
      })
    )
      .map(({ id }) => id)
      .sort();

  test('overdue → its owner; without an owner ops of the city; without a city all ops', async () => {
    const elsewhere = randomUUID();
    await aPerson(fixture.database, { id: elsewhere, role: 'ops', city: 'jinan', locale: 'en' });
    expect(await write('zibo', OPS)).toEqual([OPS]);
    const ofCity = await write('zibo', null);
    expect(ofCity).toEqual(await opsOf('zibo'));
    expect(ofCity).not.toContain(elsewhere);
    const everyone = await write(null, null);
    expect(everyone).toEqual(await opsOf());
    expect(everyone).toContain(elsewhere);
  });
});
