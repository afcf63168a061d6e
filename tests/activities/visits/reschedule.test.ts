import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { amendmentHash } from '#activities/agreements/amendments.ts';
import { insertHolds, lockHelpers } from '#activities/calendars/booking.ts';
import { beyond } from '#activities/visits/visit-slot.ts';
import type { AmendmentContent } from '#contracts/agreements/agreement.ts';
import type { Booked } from '#contracts/matching/effects.ts';
import { sql } from '#platform/sql.ts';
import {
  aFixture,
  CUSTOMER,
  type Fixture,
  hours,
  OPS,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { aBooking, aLeave } from '#tests/support/calendars/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture({ max: 12 });
});
afterAll(async () => fixture.drop());

type Side = 'customer' | 'helper';
const iso = (at: Date | number) => new Date(at).toISOString();
const plus = (at: string, n: number) => iso(Date.parse(at) + hours(n));

/** A signed visit on a Wednesday at ten, and the moves of changing its time. */
async function planned(week: number, how: Parameters<Fixture['anOrder']>[0] = {}) {
  const order = await fixture.anOrder({ windowStart: tenOClock(week), windowHours: 3, ...how });
  const booked = await order.signed();
  const asker = (side: Side, action: 'proposeReschedule' | 'answerReschedule') =>
    order.actor(side, side === 'customer' ? CUSTOMER : booked.helperId, action);
  const enter = { stage: 'scheduled' as const, waitingFor: 'helper' as const };
  return {
    order,
    booked,
    async propose(startsAt: string, side: Side = 'customer', minutes = 120) {
      const proposalId = randomUUID();
      const move = await order.move({ enter, actor: asker(side, 'proposeReschedule') });
      const until = iso(Date.now() + minutes * 60_000);
      const answer = await fixture.activities.proposeReschedule({
        ...move,
        proposalId,
        side,
        startsAt,
        until,
      });
      return { proposalId, answer };
    },
    async moveTo(
      startsAt: string,
      more: { proposalId?: string; side?: Side; feeFloorFen?: number; actor?: object } = {},
    ) {
      const { proposalId = null, side = 'customer', feeFloorFen = 0 } = more;
      const actor = proposalId
        ? asker(side === 'customer' ? 'helper' : 'customer', 'answerReschedule')
        : asker(side, 'proposeReschedule');
      const move = await order.move({ enter, actor: { ...actor, ...more.actor } });
      const input = { ...move, amendmentId: randomUUID(), proposalId, side, startsAt, feeFloorFen };
      return { input, answer: await fixture.activities.rescheduleVisit(input) };
    },
    async decline(proposalId: string, by: 'helper' | 'customer' | 'deadline' = 'helper') {
      const move = await order.move({ enter });
      return fixture.activities.declineReschedule({ ...move, proposalId, by });
    },
    slots: () => slotsOf(order, booked),
  };
}
const slotsOf = async (order: TestOrder, { helperId }: Booked) =>
  (
    await fixture.database.models.booking.findMany({
      where: { orderId: order.id, helperId, status: { in: ['held', 'confirmed'] } },
      orderBy: { startsAt: 'asc' },
    })
  ).map((b) => `${b.status} ${iso(b.startsAt)} ${iso(b.endsAt)}`);
const noticesOf = (order: TestOrder, template: string) =>
  fixture.database.models.notice.findMany({
    where: { orderId: order.id, template },
    orderBy: { dueAt: 'asc' },
  });

describe('rescheduleVisit', () => {
  test('booking, visit, order, reminders, timeline, notices and agreement move in one transaction', async () => {
    const { order, booked, moveTo, slots } = await planned(3);
    const to = plus(booked.startsAt, 24);
    const reminders = await noticesOf(order, 'visitReminder');
    const { input, answer } = await moveTo(to, { feeFloorFen: 700 });
    expect(answer).toEqual({
      ok: true,
      startsAt: to,
      endsAt: plus(booked.endsAt, 24),
      windowStart: to,
      windowEnd: plus(booked.endsAt, 24),
    });
    expect(await slots()).toEqual([`confirmed ${to} ${plus(booked.endsAt, 24)}`]);
    const row = await order.row();
    expect([iso(row.startsAt!), iso(row.windowStart), row.totalFen]).toEqual([to, to, booked.totalFen]);
    const visit = await fixture.database.models.visit.findUniqueOrThrow({ where: { orderId: order.id } });
    expect(visit).toMatchObject({ startsAt: new Date(to), feeFloorFen: 700 });
    expect((await order.events()).at(-1)).toBe('rescheduled');
    expect((await noticesOf(order, 'rescheduled')).map((n) => n.personId).sort()).toEqual(
      [CUSTOMER, booked.helperId].sort(),
    );
    const now = await noticesOf(order, 'visitReminder');
    const alive = now.filter((n) => n.voidedAt === null).map((n) => n.dueAt.getTime());
    expect(alive).toEqual(reminders.map((n) => n.dueAt.getTime() + hours(24)));
    expect(now.filter((n) => n.voidedAt !== null)).toHaveLength(reminders.length);
    // Repeated after a lost answer: the same answer, and nothing twice.
    expect(await fixture.activities.rescheduleVisit(input)).toEqual(answer);
    expect(await fixture.database.models.agreementAmendment.count({ where: { orderId: order.id } })).toBe(1);
  });

  test('inside the wanted window the window stays', async () => {
    const { order, booked, moveTo } = await planned(4, { windowHours: 8 });
    await moveTo(plus(booked.startsAt, 1));
    expect(iso((await order.row()).windowStart)).toBe(iso(tenOClock(4)));
  });

  test('amendments are a hash chain from the signed terms, each with both consents', async () => {
    const { order, booked, moveTo, propose } = await planned(5);
    await moveTo(plus(booked.startsAt, 24));
    const { proposalId } = await propose(plus(booked.startsAt, 48), 'helper');
    await moveTo(plus(booked.startsAt, 48), { proposalId, side: 'helper' });
    const rows = await fixture.database.models.agreementAmendment.findMany({
      where: { agreementId: booked.agreementId },
      orderBy: { n: 'asc' },
    });
    let previous = booked.termsHash;
    for (const row of rows) {
      expect(row.previousHash).toBe(previous);
      expect(row.hash).toBe(amendmentHash(row.content as unknown as AmendmentContent, previous));
      previous = row.hash;
    }
    const [first, second] = rows.map((row) => row.content as unknown as AmendmentContent);
    expect(first).toMatchObject({
      n: 1,
      customer: { personId: CUSTOMER, how: 'proposed' },
      helper: { personId: booked.helperId, how: 'terms' },
    });
    expect(second).toMatchObject({
      n: 2,
      proposedBy: 'helper',
      customer: { personId: CUSTOMER, how: 'accepted' },
      helper: { personId: booked.helperId, how: 'proposed' },
    });
    const text = JSON.stringify(first).replace(booked.startsAt, plus(booked.startsAt, 1));
    expect(amendmentHash(JSON.parse(text), booked.termsHash)).not.toBe(rows[0]?.hash);
    await expect(
      fixture.database.models.agreementAmendment.updateMany({ where: { orderId: order.id }, data: { n: 9 } }),
    ).rejects.toThrow();
  });

  test('occupied by another order → HelperTaken with free starts of that day, and nothing changed', async () => {
    const first = await planned(6);
    const second = await fixture.anOrder({ windowStart: tenOClock(6), windowHours: 8 });
    const day = plus(first.booked.startsAt, 24);
    await aBooking(fixture.database, {
      orderId: second.id,
      helperId: first.booked.helperId,
      startsAt: new Date(day),
      endsAt: new Date(plus(day, 2)),
    });
    const before = await first.slots();
    const { answer } = await first.moveTo(plus(day, 1));
    expect(answer).toMatchObject({ ok: false, code: 'HelperTaken' });
    const { alternatives = [] } = answer as { alternatives?: string[] };
    expect(alternatives.length).toBeGreaterThan(0);
    expect(await first.slots()).toEqual(before);
    expect(await first.order.events()).not.toContain('rescheduled');
    const { answer: moved } = await first.moveTo(alternatives[0]!);
    expect(moved.ok).toBe(true);
  });

  test('leave and working times count; the own booking does not', async () => {
    const { booked, moveTo } = await planned(7);
    const startsAt = new Date(plus(booked.startsAt, 23));
    const { id } = await aLeave(fixture.database, {
      helperId: booked.helperId,
      startsAt,
      endsAt: new Date(plus(booked.startsAt, 40)),
    });
    expect((await moveTo(plus(booked.startsAt, 24))).answer).toMatchObject({ code: 'HelperTaken' });
    await fixture.database.models.leave.delete({ where: { id } });
    expect((await moveTo(plus(booked.startsAt, -8))).answer).toMatchObject({ code: 'HelperTaken' });
    expect((await moveTo(plus(booked.startsAt, 0.5))).answer).toMatchObject({ ok: true });
  });

  test('a certificate that ends before the new time, and a day with another price → refused', async () => {
    const { order, booked, moveTo } = await planned(8);
    const { skills } = await fixture.database.models.service.findUniqueOrThrow({
      where: { code: 'dailyCleaning' },
      select: { skills: true },
    });
    const where = { helperId_skill: { helperId: booked.helperId, skill: skills[0]! } };
    const until = new Date(plus(booked.endsAt, 1));
    await fixture.database.models.helperSkill.update({ where, data: { certificateUntil: until } });
    expect((await moveTo(plus(booked.startsAt, 24))).answer).toMatchObject({
      ok: false,
      code: 'HelperTaken',
      alternatives: expect.not.arrayContaining([plus(booked.startsAt, 24)]),
    });
    await fixture.database.models.helperSkill.update({ where, data: { certificateUntil: null } });
    const day = new Date(Date.parse(booked.startsAt) + hours(24 + 8)).toISOString().slice(0, 10);
    await fixture.database.models.order.update({
      where: { id: order.id },
      data: { policy: { ...order.policy, holidays: [day] } as object },
    });
    expect((await moveTo(plus(booked.startsAt, 24))).answer).toEqual({ ok: false, code: 'OtherPrice' });
  });

  test('a forged or missing proof → Unverified, and the agreement is not amended', async () => {
    const { order, booked, moveTo } = await planned(9);
    const { answer } = await moveTo(plus(booked.startsAt, 24), { actor: { proof: `v2_${'x'.repeat(43)}` } });
    expect(answer).toEqual({ ok: false, code: 'Unverified' });
    expect(await fixture.database.models.agreementAmendment.count({ where: { orderId: order.id } })).toBe(0);
  });

  test('ten dispatches and this move want one slot at once → exactly one has it', async () => {
    const { booked, moveTo } = await planned(10);
    const to = plus(booked.startsAt, 24);
    const others = await Promise.all(
      Array.from({ length: 10 }, () => fixture.anOrder({ windowStart: new Date(to), windowHours: 3 })),
    );
    const [moved, ...booked2] = await Promise.all([
      moveTo(to),
      ...others.map((order) =>
        order
          .move({ enter: { stage: 'agreement' }, actor: order.actor('ops', OPS, 'dispatchHelper') })
          .then((move) =>
            fixture.activities.bookHelper({
              ...move,
              round: 1,
              helperId: booked.helperId,
              byHand: true,
              holdUntil: iso(Date.now() + hours(1)),
              capFen: null,
            }),
          ),
      ),
    ]);
    const winners = [moved.answer, ...booked2].filter((a) => a.ok);
    expect(winners).toHaveLength(1);
    for (const lost of [moved.answer, ...booked2].filter((a) => !a.ok))
      expect(lost).toMatchObject({ code: 'HelperTaken' });
  });
});

describe('a move and the helper’s calendar', () => {
  /** Waits until a session waits for an advisory lock in the test's database. */
  const isWaiting = async (): Promise<boolean> => {
    const [row] = await fixture.database.query<{ waiting: boolean }>(sql`
      SELECT EXISTS (SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory' AND NOT l.granted AND d.datname = current_database()) AS waiting`);
    return row!.waiting;
  };

  // The other visit overlaps nothing, so no constraint of the database would refuse the move.
  test('while somebody else holds the helper’s lock, a move waits and then sees what was booked', async () => {
    const { booked, moveTo, slots } = await planned(17);
    const to = plus(booked.startsAt, 24);
    const other = await fixture.anOrder({ windowStart: new Date(to), windowHours: 8 });
    const before = await slots();
    let move: ReturnType<typeof moveTo> | undefined;
    await fixture.database.transaction(async (tx) => {
      await lockHelpers(tx, [booked.helperId]);
      const slot = {
        startsAt: Date.parse(plus(booked.endsAt, 24)),
        endsAt: Date.parse(plus(booked.endsAt, 26)),
      };
      // 20 km away, and at once after the new time.
      const site = { latitude: 36.98, longitude: 118.05 };
      const { helperId } = booked;
      await insertHolds(tx, [{ ...slot, orderId: other.id, helperId, site, heldUntil: plus(to, 1) }]);
      let isOver = false;
      move = moveTo(to).finally(() => {
        isOver = true;
      });
      move.catch(() => undefined);
      while (!isOver && !(await isWaiting())) await sleep(20);
      expect(isOver).toBe(false);
    });
    expect((await move!).answer).toMatchObject({ ok: false, code: 'HelperTaken' });
    expect(await slots()).toEqual(before);
  });
});

describe('proposed times', () => {
  test('what the new slot needs besides the old one is held until the answer', async () => {
    const { order, booked, propose, slots, moveTo } = await planned(11);
    const { proposalId, answer } = await propose(plus(booked.startsAt, 1));
    expect(answer).toEqual({ ok: true });
    expect(await slots()).toEqual([
      `confirmed ${booked.startsAt} ${booked.endsAt}`,
      `held ${booked.endsAt} ${plus(booked.endsAt, 1)}`,
    ]);
    expect(await noticesOf(order, 'rescheduleAsked')).toMatchObject([{ personId: booked.helperId }]);
    expect((await moveTo(plus(booked.startsAt, 1), { proposalId })).answer).toMatchObject({ ok: true });
    expect(await slots()).toEqual([`confirmed ${plus(booked.startsAt, 1)} ${plus(booked.endsAt, 1)}`]);
  });

  test('declined, unanswered or taken back → the hold is free, the old time stands, the right one is told', async () => {
    const { order, booked, propose, slots, decline } = await planned(12);
    for (const [by, told] of [
      ['helper', CUSTOMER],
      ['deadline', CUSTOMER],
      ['customer', booked.helperId],
    ] as const) {
      const { proposalId } = await propose(plus(booked.startsAt, 24));
      expect(await slots()).toHaveLength(2);
      expect(await decline(proposalId, by)).toEqual({ ok: true });
      expect(await slots()).toEqual([`confirmed ${booked.startsAt} ${booked.endsAt}`]);
      expect((await noticesOf(order, 'rescheduleOff')).at(-1)?.personId).toBe(told);
      expect(await decline(proposalId, by)).toEqual({ ok: false, code: 'WrongStage' });
    }
    expect((await noticesOf(order, 'visitReminder')).every((n) => n.voidedAt === null)).toBe(true);
  });

  test('accepting another time than the proposed one → refused', async () => {
    const { booked, propose, moveTo } = await planned(13);
    const { proposalId } = await propose(plus(booked.startsAt, 24));
    expect((await moveTo(plus(booked.startsAt, 25), { proposalId })).answer).toEqual({
      ok: false,
      code: 'WrongStage',
    });
  });

  test('the helper withdraws or the order closes → nothing stays proposed or held', async () => {
    for (const end of ['release', 'close'] as const) {
      const { order, booked, propose, slots } = await planned(end === 'release' ? 14 : 15);
      await propose(plus(booked.startsAt, 24));
      if (end === 'release')
        await fixture.activities.releaseHelper({
          ...(await order.move({ enter: { stage: 'matching' } })),
          helperId: booked.helperId,
          event: { kind: 'helperWithdrew', payload: { helperId: booked.helperId, reason: 'ill' } },
        });
      else
        await fixture.activities.closeOrder({
          ...(await order.move({ enter: { stage: 'closed' } })),
          ending: 'cancelled',
          reward: false,
          fee: null,
        });
      expect(await slots()).toEqual([]);
      const open = { orderId: order.id, status: 'open' };
      expect(await fixture.database.models.rescheduleProposal.count({ where: open })).toBe(0);
    }
  });

  test.each([
    [
      [10, 13],
      [11, 14],
      [13, 14],
    ],
    [
      [10, 13],
      [8, 11],
      [8, 10],
    ],
    [
      [10, 13],
      [13, 16],
      [13, 16],
    ],
    [
      [10, 13],
      [20, 23],
      [20, 23],
    ],
  ])('%j moved to %j needs %j besides', ([a, b], [c, d], [e, f]) => {
    expect(beyond({ startsAt: c!, endsAt: d! }, { startsAt: a!, endsAt: b! })).toEqual({
      startsAt: e,
      endsAt: f,
    });
  });
});

describe('a fitness case', () => {
  const open = async (week: number) => {
    const { order, booked } = await planned(week);
    const caseId = randomUUID();
    const enter = { stage: 'scheduled' as const, needsOps: true, needsOpsReason: 'fitness' };
    await fixture.activities.openCase({
      ...(await order.move({ enter })),
      caseId,
      kind: 'fitness',
      reason: 'certificateExpired',
      helperId: booked.helperId,
      dueAt: null,
    });
    const row = () => fixture.database.models.case.findUniqueOrThrow({ where: { id: caseId } });
    return { order, booked, caseId, row };
  };

  test('ops hear of it, the customer does not hear what they decide', async () => {
    const { order, booked, caseId, row } = await open(16);
    expect((await noticesOf(order, 'opsCase')).length).toBeGreaterThan(0);
    const move = await order.move({
      enter: { stage: 'scheduled' },
      actor: order.actor('ops', OPS, 'decideCase'),
    });
    const decided = { ...move, caseId, kind: 'fitness' as const, helperId: booked.helperId };
    expect(await fixture.activities.decideCase({ ...decided, decision: 'keep' })).toEqual({ ok: true });
    expect(await row()).toMatchObject({ status: 'decided', decision: 'keep', decidedBy: OPS });
    expect(await noticesOf(order, 'caseResult')).toEqual([]);
  });

  test('the check-in, the helper’s own withdrawal and the ending settle it', async () => {
    const arrived = await open(17);
    await arrived.order.visit('checkInOverridden', { at: new Date(arrived.booked.startsAt) });
    expect(await arrived.row()).toMatchObject({ status: 'decided', decision: 'overtaken', decidedBy: null });

    const gone = await open(18);
    const { helperId } = gone.booked;
    await fixture.activities.releaseHelper({
      ...(await gone.order.move({ enter: { stage: 'matching' } })),
      helperId,
      event: { kind: 'helperReplaced', payload: { helperId, reason: 'expired' } },
    });
    expect(await gone.row()).toMatchObject({ decision: 'overtaken' });
    expect((await noticesOf(gone.order, 'replaced')).map((n) => n.personId)).toEqual([helperId]);

    const closed = await open(19);
    await fixture.activities.closeOrder({
      ...(await closed.order.move({ enter: { stage: 'closed' } })),
      ending: 'cancelled',
      reward: false,
      fee: null,
    });
    expect(await closed.row()).toMatchObject({ decision: 'overtaken' });
  });
});
