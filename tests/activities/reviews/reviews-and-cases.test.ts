import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { nextRung } from '#activities/cases/propose-penalty.ts';
import { endBoosts } from '#activities/helpers/end-boosts.ts';
import { helperRecord } from '#api/helpers/reads/helper-record.ts';
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
import { worksAlways } from '#tests/support/calendars/rows.ts';
import { aPenalty, aReward } from '#tests/support/reviews/rows.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

const review = async (
  order: TestOrder,
  scores: { attitude: number; effect: number; contractKept?: boolean },
) => {
  const caseId = randomUUID();
  const move = await order.move({
    actor: order.actor('customer', CUSTOMER, 'submitReview'),
    enter: { stage: 'followUp' },
  });
  const answer = await fixture.activities.recordReview({
    ...move,
    contractKept: true,
    ...scores,
    caseId,
    caseDueAt: new Date().toISOString(),
  });
  return { answer, caseId };
};
const served = async (helperId = HELPER, day = 3) => {
  const order = await fixture.anOrder({ windowStart: tenOClock(day) });
  const booked = await order.book(helperId, { byHand: true });
  if (!booked.ok) throw new Error(booked.code);
  await order.sign('helper', booked);
  await order.sign('customer', booked);
  await fixture.activities.settle({
    ...(await order.move({ enter: { stage: 'review', settlement: 'due' } })),
    by: 'customer',
    reductionFen: 0,
  });
  return order;
};

describe('recordReview', () => {
  test.each([
    [5, 5, true, 'reward'],
    [5, 4, true, 'reward'],
    [4, 4, true, 'none'],
    [3, 2, true, 'case'],
    [1, 1, true, 'case'],
    [5, 5, false, 'case'],
  ] as const)(
    'attitude %i, effect %i, contract kept %s → %s',
    async (attitude, effect, contractKept, followUp) => {
      const order = await served(HELPER, 3 + attitude * 5 + effect + (contractKept ? 0 : 40));
      const before = await fixture.database.models.helper.findUniqueOrThrow({ where: { id: HELPER } });
      const { answer, caseId } = await review(order, { attitude, effect, contractKept });
      const averageX100 = (attitude + effect) * 50;
      expect(answer).toEqual({ ok: true, averageX100, followUp });
      const helper = await fixture.database.models.helper.findUniqueOrThrow({ where: { id: HELPER } });
      expect([helper.ratingSum - before.ratingSum, helper.ratingCount - before.ratingCount]).toEqual([
        averageX100,
        1,
      ]);
      const found = await fixture.database.models.case.findUnique({ where: { id: caseId } });
      if (followUp === 'case')
        expect(found).toMatchObject({
          kind: 'penalty',
          status: 'open',
          helperId: HELPER,
          proposal: expect.any(String),
        });
      else expect(found).toBeNull();
    },
  );

  test('a second review → refused, the rating stays', async () => {
    const order = await served(HELPER, 90);
    await review(order, { attitude: 5, effect: 4 });
    const before = await fixture.database.models.helper.findUniqueOrThrow({ where: { id: HELPER } });
    expect((await review(order, { attitude: 1, effect: 1 })).answer).toEqual({
      ok: false,
      code: 'AlreadyAnswered',
    });
    expect(await fixture.database.models.helper.findUniqueOrThrow({ where: { id: HELPER } })).toEqual(before);
  });
});

describe('a reward', () => {
  test('F14: raises the rank for 90 days and not for ever; the helper reads until when', async () => {
    const { database } = fixture;
    const boostOf = async () =>
      (await database.models.helper.findUniqueOrThrow({ where: { id: HELPER } })).boost;
    const boostedOf = async () =>
      (await database.models.helperSkill.findMany({ where: { helperId: HELPER } })).map(
        ({ boosted }) => boosted,
      );
    const rewarded = async (day: number) => {
      const order = await served(HELPER, day);
      const move = await order.move({ enter: { stage: 'closed' } });
      await fixture.activities.closeOrder({ ...move, ending: 'completed', reward: true, fee: null });
      return { order, at: Date.parse(move.step.at) };
    };
    const before = await boostOf();
    const first = await rewarded(120);
    const second = await rewarded(121);
    expect(await boostOf()).toBe(before + 10);
    const until = first.at + hours(90 * 24);
    const { rewards } = await helperRecord({
      deps: { database, logger: pino({ level: 'silent' }) },
      helperId: HELPER,
    });
    expect(rewards.find(({ orderId }) => orderId === first.order.id)?.boostUntil).toBe(
      new Date(until).toISOString(),
    );
    const told = await database.models.notice.findFirstOrThrow({
      where: { orderId: first.order.id, template: 'rewarded' },
    });
    expect(told.params).toMatchObject({ until: new Date(until).toISOString() });
    expect(await endBoosts(database, new Date(until - 1))).toBe(0);
    expect(await endBoosts(database, new Date(until))).toBe(1);
    expect(await boostOf()).toBe(before + 5 + (second.at === first.at ? -5 : 0));
    expect(await endBoosts(database, new Date(second.at + hours(90 * 24)))).toBe(
      second.at === first.at ? 0 : 1,
    );
    expect(await boostOf()).toBe(before);
    // The search reads its own copy.
    expect(await boostedOf()).toEqual((await boostedOf()).map(() => before / 50));
    await aReward(database, { key: 'as before', orderId: 'x', helperId: HELPER });
    const old = await database.models.helperBoost.findUniqueOrThrow({ where: { key: 'as before' } });
    expect(Math.abs(old.until.getTime() - Date.now() - hours(90 * 24))).toBeLessThan(hours(1));
  });
});

describe('the ladder: training, warning, removal', () => {
  test.each([
    [[], 'training'],
    [['training'], 'warning'],
    [['training', 'warning'], 'removal'],
    [['removal'], 'removal'],
  ])('%j → %s', (earlier, next) => {
    expect(nextRung(earlier)).toBe(next);
  });

  test('ops decide each rung; removal takes the helper off the list; the helper and the customer are told', async () => {
    const helper = (
      await fixture.database.models.helper.findMany({
        where: { skills: { some: { skill: 'cleaning' } } },
        orderBy: { id: 'asc' },
        take: 3,
      })
    ).find(({ id }) => id !== HELPER);
    const helperId = helper?.id as string;
    await worksAlways(fixture.database, helperId);
    for (const [n, proposal] of ['training', 'warning', 'removal'].entries()) {
      const order = await served(helperId, 10 + n * 7);
      const { caseId } = await review(order, { attitude: 1, effect: 2 });
      expect((await fixture.database.models.case.findUniqueOrThrow({ where: { id: caseId } })).proposal).toBe(
        proposal,
      );
      const actor = order.actor('ops', OPS, 'decideCase', { noteId: 'note-1' });
      const input = {
        ...(await order.move({ actor })),
        caseId,
        kind: 'penalty' as const,
        decision: proposal,
        helperId,
      };
      expect(await fixture.activities.decideCase(input)).toEqual({ ok: true });
      expect(await fixture.activities.decideCase(input)).toEqual({ ok: true });
      const again = { ...input, ...(await order.move({ actor })) };
      expect(await fixture.activities.decideCase(again)).toEqual({ ok: false, code: 'CaseClosed' });
      const { noteId } = await fixture.database.models.case.findUniqueOrThrow({ where: { id: caseId } });
      expect(noteId).not.toBe('note-1');
      const penalties = await fixture.database.models.penalty.findMany({ where: { orderId: order.id } });
      expect(penalties).toMatchObject([{ kind: proposal, helperId, decidedBy: OPS, reason: 'lowScore' }]);
      const told = await fixture.database.models.notice.findMany({
        where: { orderId: order.id, template: { in: ['penalised', 'followUpTold'] } },
      });
      expect(told.map((t) => t.personId).sort()).toEqual([helperId, CUSTOMER].sort());
    }
    expect(
      (await fixture.database.models.helper.findUniqueOrThrow({ where: { id: helperId } })).recommended,
    ).toBe(false);
  });

  test('penalties older than 90 days are forgotten', async () => {
    const order = await served(HELPER, 100);
    const at = new Date(Date.now() - 91 * 86_400_000);
    await aPenalty(fixture.database, {
      ...{ orderId: order.id, helperId: HELPER, kind: 'removal', decidedBy: OPS, at, appealUntil: at },
    });
    const { caseId } = await review(order, { attitude: 2, effect: 1 });
    expect((await fixture.database.models.case.findUniqueOrThrow({ where: { id: caseId } })).proposal).toBe(
      'training',
    );
  });
});

describe('cases', () => {
  const open = async (order: TestOrder, kind: 'callback' | 'objection' | 'arrival') => {
    const caseId = randomUUID();
    await fixture.activities.openCase({
      ...(await order.move()),
      caseId,
      kind,
      reason: 'because',
      helperId: null,
      dueAt: new Date().toISOString(),
    });
    return caseId;
  };
  const decide = async (
    order: TestOrder,
    caseId: string,
    kind: 'callback' | 'objection' | 'arrival',
    decision: string,
    amountFen?: number,
  ) => {
    const move = await order.move({ actor: order.actor('ops', OPS, 'decideCase') });
    return fixture.activities.decideCase({
      ...move,
      caseId,
      kind,
      decision,
      helperId: null,
      ...(amountFen === undefined ? {} : { amountFen }),
    });
  };

  test('each kind stands on the timeline by its own word; ops are told', async () => {
    const order = await fixture.anOrder();
    await open(order, 'callback');
    await open(order, 'objection');
    await open(order, 'arrival');
    expect(await order.events()).toEqual(['handedToAgent', 'objected', 'caseOpened']);
    expect(
      await fixture.database.models.notice.count({
        where: { orderId: order.id, personId: OPS, template: 'opsCase' },
      }),
    ).toBe(3);
  });

  test('unknown case, other order’s case, other kind, unknown decision, too large a reduction → refused', async () => {
    const order = await served(HELPER, 110);
    const other = await fixture.anOrder();
    const caseId = await open(order, 'objection');
    expect(await decide(order, randomUUID(), 'objection', 'rejected')).toEqual({
      ok: false,
      code: 'NoSuchCase',
    });
    expect(await decide(other, caseId, 'objection', 'rejected')).toEqual({ ok: false, code: 'NoSuchCase' });
    expect(await decide(order, caseId, 'arrival', 'arrived')).toEqual({ ok: false, code: 'NoSuchCase' });
    expect(await decide(order, caseId, 'objection', 'removal')).toEqual({ ok: false, code: 'InvalidInput' });
    expect(await decide(order, caseId, 'objection', 'reducePrice')).toEqual({
      ok: false,
      code: 'AmountMismatch',
    });
    expect(await decide(order, caseId, 'objection', 'reducePrice', 9_999_999)).toEqual({
      ok: false,
      code: 'AmountMismatch',
    });
    expect(await decide(order, caseId, 'objection', 'reducePrice', 100)).toEqual({ ok: true });
    expect(await fixture.database.models.case.findUniqueOrThrow({ where: { id: caseId } })).toMatchObject({
      status: 'decided',
      decision: 'reducePrice',
      decidedBy: OPS,
    });
  });
});
