import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isTakenBySql } from '#activities/calendars/booking.ts';
import { sql } from '#platform/sql.ts';
import { demoId } from '#prisma/seed/demo-people.ts';
import {
  aFixture,
  type Fixture,
  HELPER,
  hours,
  OPS,
  OTHER_HELPER,
  type TestOrder,
  tenOClock,
} from '#tests/support/a-fixture.ts';
import { aBooking, aLeave } from '#tests/support/calendars/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture({ max: 12 });
});
afterAll(async () => fixture.drop());

const shortlist = async (order: TestOrder) =>
  fixture.database.models.candidate.findMany({
    where: { orderId: order.id, round: 1 },
    orderBy: { rank: 'asc' },
  });
const codeOf = (answer: { ok: boolean; code?: string }) => (answer.ok ? 'booked' : answer.code);

describe('recommendHelpers', () => {
  test('a usual wish → three helpers, held, told, each with price, reasons and a start inside the window', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(4), windowHours: 4 });
    const { candidates } = await order.recommend();
    expect(candidates).toHaveLength(3);
    const row = await order.row();
    for (const candidate of candidates) {
      expect(Date.parse(candidate.startsAt)).toBeGreaterThanOrEqual(row.windowStart.getTime());
      expect(Date.parse(candidate.endsAt)).toBeLessThanOrEqual(row.windowEnd.getTime());
      expect(candidate.totalFen).toBeGreaterThan(0);
      expect(candidate.hold).toBe('firm');
    }
    const rows = await shortlist(order);
    expect(rows.map((r) => r.rank)).toEqual([1, 2, 3]);
    for (const r of rows) expect((r.reasons as { code: string }[]).length).toBeGreaterThan(0);
    expect(
      await fixture.database.models.booking.count({ where: { orderId: order.id, status: 'held' } }),
    ).toBe(3);
    expect(
      await fixture.database.models.notice.count({ where: { orderId: order.id, template: 'offer' } }),
    ).toBe(3);
    const autoAccepting = await fixture.database.models.helper.findMany({
      where: { autoAccept: true },
      select: { id: true },
    });
    for (const c of candidates) expect(c.accepted).toBe(autoAccepting.some(({ id }) => id === c.helperId));
  });

  test('the same city and the same wish → the same ranking', async () => {
    const when = { windowStart: tenOClock(30), windowHours: 3 };
    const first = await fixture.anOrder(when);
    const before = (await first.recommend()).candidates.map((c) => c.helperId);
    await fixture.activities.closeOrder({
      ...(await first.move({ enter: { stage: 'closed' } })),
      ending: 'cancelled',
      reward: false,
      fee: null,
    });
    const second = await fixture.anOrder(when);
    const after = (await second.recommend()).candidates.map((c) => c.helperId);
    expect(after).toEqual(before);
  });

  test('filters: nobody without the skill, a valid certificate, the wished sex; not the excluded; not those on leave', async () => {
    const order = await fixture.anOrder({
      serviceCode: 'elderCare',
      minutes: 240,
      windowStart: tenOClock(5),
      wishes: { sex: 'female' },
    });
    const { candidates: first } = await order.recommend();
    const best = first[0]?.helperId as string;
    const away = first[1]?.helperId as string;
    await aLeave(fixture.database, {
      id: demoId('leave/1'),
      helperId: away,
      startsAt: tenOClock(5),
      endsAt: tenOClock(6),
    });
    const { candidates } = await order.recommend({ round: 2, excluded: [best] });
    const ids = candidates.map((c) => c.helperId);
    expect(ids).not.toContain(best);
    expect(ids).not.toContain(away);
    const until = (await order.row()).windowEnd;
    for (const id of ids) {
      const helper = await fixture.database.models.helper.findUniqueOrThrow({
        where: { id },
        include: { skills: true },
      });
      expect(helper.sex).toBe('female');
      const skill = helper.skills.find((s) => s.skill === 'elderCare');
      expect(skill).toBeDefined();
      if (skill?.certificateUntil) expect(skill.certificateUntil.getTime()).toBeGreaterThan(until.getTime());
    }
  });

  test('a helper taken off the recommended list or inactive → never recommended, even if named', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(6) });
    await fixture.database.models.helper.update({
      where: { id: OTHER_HELPER },
      data: { recommended: false },
    });
    const { candidates } = await order.recommend({ named: OTHER_HELPER });
    expect(candidates.map((c) => c.helperId)).not.toContain(OTHER_HELPER);
    await fixture.database.models.helper.update({ where: { id: OTHER_HELPER }, data: { recommended: true } });
  });

  test('a named helper → first, with the reason', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(6) });
    const { candidates } = await order.recommend({ named: HELPER });
    expect(candidates[0]?.helperId).toBe(HELPER);
    const [row] = await shortlist(order);
    expect(JSON.stringify(row?.reasons)).toMatch(/^\[\{"code":"named"\}/);
  });

  test('nobody can come → none entered, ops see it, no holds', async () => {
    const order = await fixture.anOrder({ minutes: 180, windowHours: 2 });
    expect(await order.recommend()).toEqual({ ok: true, candidates: [] });
    expect(await order.row()).toMatchObject({ stage: 'matching', needsOps: true, waitingFor: 'ops' });
    expect(await order.events()).toEqual(['noHelperFound']);
    expect(await fixture.database.models.notice.count({ where: { orderId: order.id, personId: OPS } })).toBe(
      1,
    );
  });

  test('at once → the visit starts within the next five minutes', async () => {
    const rehearsal = { visitHours: { from: '00:00', to: '24:00' } };
    const now = new Date();
    const order = await fixture.anOrder({ windowStart: now, windowHours: 4, minutes: 60, policy: rehearsal });
    // Named, because this helper works around the clock: at night the best one may be free only in the morning.
    const { candidates } = await order.recommend({ named: HELPER });
    // Only at the very end of a day no shift has room.
    const localHour = new Date(now.getTime() + hours(8)).getUTCHours();
    if (localHour === 23) return;
    // The best may start work later in the day; somebody is free at once.
    const start = Math.min(...candidates.map(({ startsAt }) => Date.parse(startsAt)));
    expect(start).toBeGreaterThanOrEqual(now.getTime());
    // From the moment of the search, which came after `now` and before this.
    expect(start - Date.now()).toBeLessThan(5 * 60_000);
    expect(start % (5 * 60_000)).toBe(0);
  });

  test('scarce supply → one firm hold, the others soft, nobody soft on more than two lists', async () => {
    const windowStart = tenOClock(8);
    const wish = { serviceCode: 'applianceCleaning', minutes: 120, windowStart, windowHours: 2 };
    const seen = { firm: new Map<string, number>(), soft: new Map<string, number>() };
    const sizes: number[] = [];
    for (let n = 0; n < 14; n += 1) {
      const order = await fixture.anOrder(wish);
      const { candidates } = await order.recommend();
      sizes.push(candidates.filter((c) => c.hold === 'firm').length);
      for (const { helperId, hold } of candidates)
        seen[hold].set(helperId, (seen[hold].get(helperId) ?? 0) + 1);
    }
    expect(Math.max(...seen.firm.values())).toBe(1);
    expect(Math.max(...seen.soft.values())).toBeLessThanOrEqual(2);
    // Plenty at first, scarce at the end.
    expect(sizes[0]).toBe(3);
    expect(sizes.at(-1)).toBeLessThanOrEqual(1);
  });
});

describe('bookHelper', () => {
  test('chosen from the second shortlist → of the first nobody is left, not even who stands on both', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(12) });
    const { candidates } = await order.recommend();
    const again = await order.recommend({ round: 2 });
    const ofRound = async (round: number) =>
      new Map(
        (await fixture.database.models.candidate.findMany({ where: { orderId: order.id, round } })).map(
          (c) => [c.helperId, c.status],
        ),
      );
    expect([...(await ofRound(1)).values()]).toEqual(candidates.map(() => 'passed'));
    const onBoth = again.candidates.find(({ helperId }) =>
      candidates.some((first) => first.helperId === helperId),
    );
    if (!onBoth) throw new Error('The shortlists have nobody in common');
    expect(await order.book(onBoth.helperId, { round: 2 })).toMatchObject({ ok: true });
    expect([...(await ofRound(1)).values()]).toEqual(candidates.map(() => 'passed'));
    const second = await ofRound(2);
    expect(second.get(onBoth.helperId)).toBe('chosen');
    expect([...second.values()].filter((status) => status === 'passed')).toHaveLength(second.size - 1);
  });

  test('the chosen one → held for her alone, the others free, terms drafted', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(9) });
    const { candidates } = await order.recommend();
    const second = candidates[1]?.helperId as string;
    const booked = await order.book(second);
    expect(booked).toMatchObject({
      ok: true,
      helperId: second,
      totalFen: candidates[1]?.totalFen,
      startsAt: candidates[1]?.startsAt,
    });
    const alive = await fixture.database.models.booking.findMany({
      where: { orderId: order.id, status: 'held' },
    });
    expect(alive.map((b) => b.helperId)).toEqual([second]);
    const agreement = await fixture.database.models.agreement.findFirstOrThrow({
      where: { orderId: order.id, status: 'drafted' },
    });
    expect(agreement.termsHash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(agreement.terms)).not.toMatch(/1390000|张敏|柳泉路/);
    expect((await shortlist(order)).map((c) => c.status).sort()).toEqual(['chosen', 'passed', 'passed']);
  });

  test('someone who is not on the list, or declined → refused', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(9) });
    const { candidates } = await order.recommend();
    const [first, second] = candidates.map((c) => c.helperId) as [string, string];
    expect(codeOf(await order.book(demoId('nobody')))).toBe('NotOnShortlist');
    const declined = await fixture.activities.answerOffer({
      ...(await order.move()),
      round: 1,
      helperId: first,
      accept: false,
    });
    expect(declined).toEqual({ ok: true, left: 2 });
    expect(codeOf(await order.book(first))).toBe('NotOnShortlist');
    expect(codeOf(await order.book(second))).toBe('booked');
  });

  test('a helper booked elsewhere meanwhile → HelperTaken, and who is left; travel time counts', async () => {
    const windowStart = tenOClock(10);
    const order = await fixture.anOrder({ windowStart, windowHours: 3 });
    const { candidates } = await order.recommend();
    const wanted = candidates[0]?.helperId as string;
    // The hold runs out and another order takes a slot that leaves no time for the way.
    await fixture.database.models.booking.updateMany({
      where: { orderId: order.id, helperId: wanted },
      data: { status: 'voided' },
    });
    const other = await fixture.anOrder({
      windowStart: new Date(windowStart.getTime() + hours(3)),
      windowHours: 3,
    });
    expect(codeOf(await other.book(wanted, { byHand: true }))).toBe('booked');
    const answer = await order.book(wanted);
    expect(answer).toEqual({
      ok: false,
      code: 'HelperTaken',
      alternatives: candidates.slice(1).map((c) => c.helperId),
    });
    expect(
      await fixture.database.models.booking.count({ where: { orderId: order.id, status: 'held' } }),
    ).toBe(2);
  });

  test('a hold that ran out and nobody took → taken again', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(11) });
    const { candidates } = await order.recommend();
    const wanted = candidates[0]?.helperId as string;
    await fixture.database.models.booking.updateMany({
      where: { orderId: order.id, helperId: wanted },
      data: { status: 'voided' },
    });
    expect(codeOf(await order.book(wanted))).toBe('booked');
  });

  test('a hold past its time blocks nobody: it is voided by the next who asks', async () => {
    const windowStart = tenOClock(12);
    const order = await fixture.anOrder({ windowStart, windowHours: 3 });
    await order.book(HELPER, { byHand: true });
    const other = await fixture.anOrder({ windowStart, windowHours: 3 });
    expect(codeOf(await other.book(HELPER, { byHand: true }))).toBe('HelperTaken');
    await fixture.database.models.booking.updateMany({
      where: { orderId: order.id },
      data: { heldUntil: new Date(Date.now() - 1_000) },
    });
    expect(codeOf(await other.book(HELPER, { byHand: true }))).toBe('booked');
    expect(
      await fixture.database.models.booking.findMany({
        where: { orderId: order.id },
        select: { status: true },
      }),
    ).toEqual([{ status: 'voided' }]);
  });

  test('by hand → skills still count; a replacement never costs more than before', async () => {
    const unskilled = await fixture.database.models.helper.findFirstOrThrow({
      where: { skills: { none: { skill: 'babyCare' } } },
    });
    const care = await fixture.anOrder({
      serviceCode: 'motherBabyCare',
      minutes: 240,
      windowStart: tenOClock(13),
    });
    expect(codeOf(await care.book(unskilled.id, { byHand: true }))).toBe('HelperUnfit');
    const order = await fixture.anOrder({ windowStart: tenOClock(13) });
    const booked = await order.book(HELPER, { byHand: true, capFen: 9_900 });
    expect(booked).toMatchObject({ ok: true, totalFen: 9_900 });
    const { terms } = await fixture.database.models.agreement.findFirstOrThrow({
      where: { orderId: order.id },
    });
    const { quote } = terms as unknown as { quote: { lines: { fen: number }[]; totalFen: number } };
    expect(quote.lines.reduce((sum, line) => sum + line.fen, 0)).toBe(9_900);
    expect(await order.events()).toEqual(['dispatchedByHand']);
  });

  test('the daily limit → a thirteenth hour is refused', async () => {
    const day = { policy: { maxDailyMinutes: 300 }, windowHours: 4, minutes: 180 };
    const morning = await fixture.anOrder({ ...day, windowStart: tenOClock(14) });
    expect(codeOf(await morning.book(HELPER, { byHand: true }))).toBe('booked');
    const evening = await fixture.anOrder({
      ...day,
      windowStart: new Date(tenOClock(14).getTime() + hours(6)),
    });
    expect(codeOf(await evening.book(HELPER, { byHand: true }))).toBe('HelperTaken');
  });

  test('what PostgreSQL says to an overlap, by both ways we write, is understood', async () => {
    const { database } = fixture;
    const order = await fixture.anOrder({ windowStart: tenOClock(50) });
    const startsAt = tenOClock(50);
    const row = () => ({
      id: randomUUID(),
      orderId: order.id,
      helperId: HELPER,
      startsAt,
      endsAt: new Date(startsAt.getTime() + hours(1)),
      status: 'confirmed',
      latitude: 36,
      longitude: 118,
    });
    await aBooking(database, row());
    const errors = [
      database.models.booking.createMany({ data: [row()] }),
      database.execute(sql`
        INSERT INTO booking SELECT gen_random_uuid(), order_id, helper_id, starts_at, ends_at, status, held_until, latitude, longitude
        FROM booking WHERE order_id = ${order.id}`),
    ].map((work) =>
      work.then(
        () => null,
        (error: unknown) => error,
      ),
    );
    for (const error of await Promise.all(errors)) expect(isTakenBySql(error)).toBe(true);
    expect(isTakenBySql(new Error('something else'))).toBe(false);
  });

  test('storm: 30 orders want one helper at one time → one winner, 29 refusals, no deadlock', async () => {
    const windowStart = tenOClock(40);
    const orders = await Promise.all(
      Array.from({ length: 30 }, () => fixture.anOrder({ windowStart, windowHours: 3 })),
    );
    const before = await deadlocks();
    const startedAt = Date.now();
    const answers = await Promise.all(orders.map((order) => order.book(HELPER, { byHand: true })));
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    expect(answers.filter((a) => a.ok)).toHaveLength(1);
    expect(answers.filter((a) => !a.ok).map(codeOf)).toEqual(Array(29).fill('HelperTaken'));
    expect(await deadlocks()).toBe(before);
    const alive = await fixture.database.models.booking.count({
      where: { helperId: HELPER, startsAt: windowStart, status: 'held' },
    });
    expect(alive).toBe(1);
  });

  test('storm of shortlists: 12 orders at once → no overlap, no deadlock, everyone has somebody', async () => {
    const windowStart = tenOClock(41);
    const orders = await Promise.all(
      Array.from({ length: 12 }, () => fixture.anOrder({ windowStart, windowHours: 5 })),
    );
    const before = await deadlocks();
    const answers = await Promise.all(orders.map((order) => order.recommend()));
    for (const answer of answers) expect(answer.candidates.length).toBeGreaterThan(0);
    expect(await deadlocks()).toBe(before);
    const [found] = await fixture.database.query<{ overlaps: number }>(sql`
      SELECT count(*)::int AS overlaps FROM booking a JOIN booking b ON a.helper_id = b.helper_id AND a.id < b.id
        AND tstzrange(a.starts_at, a.ends_at) && tstzrange(b.starts_at, b.ends_at)
      WHERE a.status IN ('held', 'confirmed') AND b.status IN ('held', 'confirmed')`);
    expect(found?.overlaps).toBe(0);
  });

  test('released → slots free, agreement void, the order has no helper', async () => {
    const order = await fixture.anOrder({ windowStart: tenOClock(15) });
    const booked = await order.signed();
    const event = { kind: 'helperWithdrew' as const, payload: { helperId: booked.helperId, reason: 'ill' } };
    await fixture.activities.releaseHelper({
      ...(await order.move({ enter: { stage: 'matching' } })),
      helperId: booked.helperId,
      event,
    });
    expect(await order.row()).toMatchObject({
      helperId: null,
      startsAt: null,
      totalFen: null,
      stage: 'matching',
    });
    expect(
      await fixture.database.models.booking.count({
        where: { orderId: order.id, status: { in: ['held', 'confirmed'] } },
      }),
    ).toBe(0);
    expect(
      await fixture.database.models.agreement.count({
        where: { orderId: order.id, status: { not: 'void' } },
      }),
    ).toBe(0);
  });
});

async function deadlocks(): Promise<number> {
  const [row] = await fixture.database.query<{ deadlocks: bigint }>(sql`
    SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`);
  return Number(row?.deadlocks);
}
