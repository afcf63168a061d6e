import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from '#platform/sql.ts';
import { aFixture, CUSTOMER, type Fixture, HELPER, OPS } from '#tests/support/a-fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await aFixture();
});
afterAll(async () => fixture.drop());

const failure = async (work: Promise<unknown>) =>
  work.then(
    () => 'no failure',
    (error: { type?: string; nonRetryable?: boolean }) => `${error.type} ${error.nonRetryable}`,
  );

describe('transition: one key, one effect', () => {
  test('told again after its commit → the stored answer, no second effect', async () => {
    const { database, activities } = fixture;
    const order = await fixture.anOrder();
    const { candidates } = await order.recommend();
    const helperId = candidates[0]?.helperId as string;
    const move = await order.move({ enter: { stage: 'agreement' } });
    const input = {
      ...move,
      round: 1,
      helperId,
      byHand: false,
      holdUntil: new Date(Date.now() + 3_600_000).toISOString(),
      capFen: null,
    };
    const first = await activities.bookHelper(input);
    // Killed between commit and report: Temporal runs the same activity again, a little later.
    const again = await activities.bookHelper({
      ...input,
      step: { ...input.step, at: new Date(Date.now() + 5_000).toISOString() },
    });
    expect(again).toEqual(first);
    expect(await database.models.agreement.count({ where: { orderId: order.id } })).toBe(1);
    expect(await database.models.booking.count({ where: { orderId: order.id, status: 'held' } })).toBe(1);
    expect((await order.events()).filter((kind) => kind === 'helperChosen')).toHaveLength(1);
    const notices = await database.models.notice.findMany({
      where: { orderId: order.id, template: 'chosen' },
    });
    expect(notices).toHaveLength(1);
  });

  test('two runs at the same moment → one effect, the same answer', async () => {
    const order = await fixture.anOrder();
    const event = { kind: 'rematchAsked' as const, payload: { round: 1, reasons: ['price'] } };
    const input = { ...(await order.move()), event };
    const answers = await Promise.all([1, 2, 3, 4].map(() => fixture.activities.recordEvent(input)));
    expect(answers).toEqual([{ ok: true }, { ok: true }, { ok: true }, { ok: true }]);
    expect(await order.events()).toEqual(['rematchAsked']);
    expect((await order.row()).rematchCount).toBe(1);
  });

  test('a run that waited for the lock of another → its stored answer, not a late writer', async () => {
    const { database } = fixture;
    const order = await fixture.anOrder();
    const event = { kind: 'rematchAsked' as const, payload: { round: 1, reasons: ['price'] } };
    const input = { ...(await order.move()), event };
    const waiting = async () => {
      const [row] = await database.query<{ n: number }>(sql`
        SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%OF o%'`);
      return row!.n;
    };
    const answers = await database.transaction(async (tx) => {
      await tx.query(sql`SELECT 1 FROM "order" WHERE id = ${order.id} FOR UPDATE`);
      const runs = [1, 2].map(() => fixture.activities.recordEvent(input));
      // Both looked for a stored answer before one of them could store it.
      while ((await waiting()) < 2) await new Promise((done) => setTimeout(done, 10));
      return { runs: Promise.all(runs) };
    });
    expect(await answers.runs).toEqual([{ ok: true }, { ok: true }]);
    expect((await order.row()).rematchCount).toBe(1);
  });

  test('the same key with another input → StepRefused, nothing changes', async () => {
    const order = await fixture.anOrder();
    const move = await order.move();
    await fixture.activities.recordEvent({ ...move, event: { kind: 'visitDue', payload: {} } });
    const other = fixture.activities.recordEvent({ ...move, event: { kind: 'noReview', payload: {} } });
    expect(await failure(other)).toBe('StepRefused true');
    expect(await order.events()).toEqual(['visitDue']);
  });

  test('a late writer with an old version → StaleVersion, nothing changes', async () => {
    const order = await fixture.anOrder();
    const late = await order.move({ enter: { stage: 'review' } });
    await fixture.activities.recordEvent({
      ...(await order.move()),
      event: { kind: 'visitDue', payload: {} },
    });
    expect(
      await failure(fixture.activities.recordEvent({ ...late, event: { kind: 'noReview', payload: {} } })),
    ).toBe('StaleVersion true');
    expect((await order.row()).stage).toBe('inquiry');
  });

  test('an unknown order → NoSuchOrder, not for ever retried', async () => {
    const order = await fixture.anOrder();
    const move = await order.move();
    const input = {
      ...move,
      step: { ...move.step, orderId: 'JZ261122-NOBODYXX' },
      event: { kind: 'visitDue' as const, payload: {} },
    };
    expect(await failure(fixture.activities.recordEvent(input))).toBe('NoSuchOrder true');
  });

  test('a refusal is kept too, and takes its half-done effect back', async () => {
    const order = await fixture.anOrder();
    await order.recommend();
    const move = await order.move();
    const input = { ...move, round: 1, helperId: CUSTOMER, accept: true };
    expect(await fixture.activities.answerOffer(input)).toEqual({ ok: false, code: 'NotOnShortlist' });
    expect(await fixture.activities.answerOffer(input)).toEqual({ ok: false, code: 'NotOnShortlist' });
    expect((await order.row()).version).toBe(1);
    expect(await fixture.database.models.transition.count({ where: { key: move.step.key } })).toBe(1);
  });
});

describe('transition: who asked', () => {
  const decide = (actor: Parameters<Awaited<ReturnType<Fixture['anOrder']>>['move']>[0]) => actor;

  test('a message with the API’s proof is verified; without it the event says so', async () => {
    const order = await fixture.anOrder();
    await order.recommend();
    const [candidate] = await fixture.database.models.candidate.findMany({
      where: { orderId: order.id },
      orderBy: { rank: 'asc' },
    });
    const helperId = candidate?.helperId ?? HELPER;
    const forged = {
      ...order.actor('helper', helperId, 'answerOffer'),
      proof: `v2_${'x'.repeat(43)}`,
      reason: 'phoned',
    };
    await fixture.activities.answerOffer({
      ...(await order.move({ actor: forged })),
      round: 1,
      helperId,
      accept: true,
    });
    const [event] = await fixture.database.models.orderEvent.findMany({
      where: { orderId: order.id, kind: 'offerAccepted' },
    });
    expect(event).toMatchObject({
      verified: false,
      actorId: helperId,
      role: 'helper',
      payload: { reason: 'phoned' },
    });
  });

  test('money without proof → Unverified; with the proof of another order or person too', async () => {
    const order = await fixture.anOrder();
    const other = await fixture.anOrder();
    await order.settled();
    const caseId = '11111111-1111-4111-8111-111111111111';
    await fixture.activities.openCase({
      ...(await order.move()),
      caseId,
      kind: 'payment',
      reason: 'overdue',
      helperId: null,
      dueAt: null,
    });
    const actors = [
      { id: OPS, role: 'ops' as const, action: 'decideCase' as const },
      other.actor('ops', OPS, 'decideCase'),
      { ...order.actor('ops', OPS, 'decideCase'), id: CUSTOMER },
      { ...order.actor('ops', OPS, 'cancelOrder'), action: 'decideCase' as const },
    ];
    for (const actor of actors) {
      const input = {
        ...(await order.move(decide({ actor }))),
        caseId,
        kind: 'payment' as const,
        decision: 'writeOff',
        helperId: null,
      };
      expect(await fixture.activities.decideCase(input)).toEqual({ ok: false, code: 'Unverified' });
    }
    const input = {
      ...(await order.move({ actor: order.actor('ops', OPS, 'decideCase') })),
      caseId,
      kind: 'payment' as const,
      decision: 'writeOff',
      helperId: null,
    };
    expect(await fixture.activities.decideCase(input)).toEqual({ ok: true });
  });

  test('an order can be cancelled without proof, but never at a price', async () => {
    const order = await fixture.anOrder();
    await order.signed();
    const actor = {
      id: 'somebody-in-the-ui',
      role: 'customer' as const,
      action: 'cancelOrder' as const,
      reason: 'ui',
    };
    const fee = { fen: 1000, payer: 'customer' as const, kind: 'cancelFee' as const };
    const told = { ending: 'cancelled' as const, reward: false };
    const enter = { stage: 'closed' as const };
    expect(
      await fixture.activities.closeOrder({ ...(await order.move({ actor, enter })), ...told, fee }),
    ).toEqual({ ok: false, code: 'Unverified' });
    expect(
      await fixture.activities.closeOrder({ ...(await order.move({ actor, enter })), ...told, fee: null }),
    ).toEqual({ ok: true });
    expect(await fixture.database.models.ledgerTransaction.count({ where: { orderId: order.id } })).toBe(0);
    const closed = await fixture.database.models.orderEvent.findFirstOrThrow({
      where: { orderId: order.id, kind: 'closed' },
    });
    expect(closed).toMatchObject({ verified: false, actorId: null });
  });
});

describe('what a failure tells Temporal', () => {
  test('a broken row → name and code, none of its content', async () => {
    const order = await fixture.anOrder();
    const event = { kind: 'visitDue' as const, payload: { note: 'secret words' } as never };
    const input = {
      ...(await order.move({ enter: { stage: 'nowhere' as never, needsOpsReason: 'secret words' } })),
      event,
    };
    const error = await fixture.activities.recordEvent(input).catch((e: Error) => e);
    expect(String((error as Error).message)).toMatch(/^DatabaseError 23514$/);
    expect(`${(error as Error).message} ${(error as Error).stack}`).not.toContain('secret words');
  });
});
