import { describe, expect, test } from '@jest/globals';
import type { OrderView, TimelineItem } from '#contracts/orders/order.ts';
import { checkCases, checkEnding, checkMoney, checkTimeline } from '#scripts/prove/simulate/checks.ts';
import { windowOf } from '#scripts/prove/simulate/live/inquiry.ts';
import { type Plan, planOrders } from '#scripts/prove/simulate/plan.ts';
import { tally } from '#scripts/prove/simulate/run.ts';

const plan = { ...planOrders({ orders: 1, seed: 1 })[0]!, script: 'happy', ending: 'completed' } as Plan;
const event = (kind: string, payload: Record<string, unknown> = {}, version = 1): TimelineItem => ({
  id: `${kind}-${version}`,
  kind,
  payload,
  role: 'system',
  verified: true,
  at: '2026-11-22T10:00:00.000Z',
  version,
});
const order = (timeline: TimelineItem[], more: Partial<OrderView> = {}) =>
  ({
    ending: 'completed',
    timeline,
    money: { dueFen: 0, paidFen: 9000, feeFen: 0, helperFen: null },
    ...more,
  }) as OrderView;

describe('the simulator’s checks', () => {
  test('an ending nobody planned is a defect, unless an outage moved a deadline', () => {
    expect(checkEnding({ plan }, order([], { ending: 'no_choice' }))).toHaveLength(1);
    const extended = (by: string) => order([event('deadlineExtended', { by })], { ending: 'no_choice' });
    expect(checkEnding({ plan }, extended('outage'))).toEqual([]);
    for (const by of ['ops', 'visit']) expect(checkEnding({ plan }, extended(by))).toHaveLength(1);
    expect(checkEnding({ plan }, order([]))).toEqual([]);
  });

  test('a case that the script does not bring about is a defect, whatever ops made of it', () => {
    const unpaid = { kind: 'payment', reason: 'overdue', decision: 'writeOff' } as const;
    expect(checkCases({ plan }, [])).toEqual([]);
    expect(checkCases({ plan }, [unpaid])).toEqual(['a payment case nobody planned (overdue, writeOff)']);
    expect(checkCases({ plan: { ...plan, script: 'neverPaid' } }, [unpaid])).toEqual([]);
    expect(checkCases({ plan: { ...plan, script: 'objection' } }, [unpaid])).toHaveLength(1);
    expect(checkCases({ plan: { ...plan, script: 'objection', case: 'payment' } }, [unpaid])).toEqual([]);
  });

  test('a charge on the timeline twice, or an unverified message, is found', () => {
    const good = [event('settled'), event('closed', {}, 2)];
    expect(checkTimeline(good)).toEqual([]);
    expect(checkTimeline([...good, event('settled', {}, 3)])).toEqual([
      'settled stands 2 times on the timeline',
    ]);
    expect(checkTimeline([...good, { ...event('reviewed', {}, 4), verified: false }])).toHaveLength(1);
  });

  test('what is charged must be what was agreed, and what is paid what was charged', () => {
    const settled = (totalFen: number, reductionFen = 0) => {
      const due = totalFen - reductionFen;
      return event('settled', { totalFen, helperFen: due * 0.8, platformFen: due * 0.2, reductionFen });
    };
    const life = { plan, agreedFen: 9000, expectedFeeFen: 0 };
    expect(checkMoney(life, order([settled(9000), event('paymentReceived', { amountFen: 9000 })]))).toEqual(
      [],
    );
    expect(checkMoney(life, order([settled(9100)]))).toHaveLength(1);
    expect(checkMoney({ ...life, agreedFen: 10_000 }, order([settled(10_000, 1000)]))).toEqual([]);
    expect(
      checkMoney(life, order([settled(9000), event('paymentReceived', { amountFen: 8000 })])),
    ).toHaveLength(1);
    const stillOwed = { money: { dueFen: 9000, paidFen: 0, feeFen: 0, helperFen: null } };
    expect(checkMoney(life, order([settled(9000)], stillOwed))).toEqual(['9000 still owed at the end']);
    expect(checkMoney(life, order([]))).toEqual(['completed without a settlement']);
  });

  test('a lost order and a broken one both count', () => {
    const result = { plan, orderId: 'x', extended: false, seconds: 1 };
    expect(
      tally(
        [
          { ...result, ending: 'completed', problems: [] },
          { ...result, ending: null, problems: ['stuck'] },
        ],
        12.34,
      ),
    ).toEqual({ orders: 2, closed: 1, endings: { completed: 1 }, failed: 1, seconds: 12.3 });
  });
});

describe('windowOf', () => {
  const catalogue = { utcOffsetMinutes: 480, visitHours: { from: '07:00', to: '21:00' } } as never;
  test('a visit some days ahead may take place in that whole local day', () => {
    const now = Date.parse('2026-11-22T12:00:00Z');
    expect(windowOf({ plan: { ...plan, daysAhead: 2 }, catalogue }, now)).toEqual({
      windowStart: '2026-11-24T00:00:00.000Z',
      windowEnd: '2026-11-24T13:00:00.000Z',
    });
  });
  test.each(['2026-11-22T00:10:00Z', '2026-11-22T06:00:00Z', '2026-11-22T15:59:00Z', '2026-11-22T20:00:00Z'])(
    'the next possible slot seen at %s is ahead, long enough, and starts within a day',
    (at) => {
      const now = Date.parse(at);
      const { windowStart, windowEnd } = windowOf({ plan: { ...plan, daysAhead: 0 }, catalogue }, now);
      expect(Date.parse(windowStart) - now).toBeGreaterThan(0);
      expect(Date.parse(windowStart) - now).toBeLessThan(24 * 3_600_000);
      expect(Date.parse(windowEnd) - Date.parse(windowStart)).toBeGreaterThanOrEqual(10 * 3_600_000);
    },
  );
});
