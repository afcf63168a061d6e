import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { aCaseFixture, type CaseFixture } from '#tests/support/a-case-fixture.ts';
import { AGENT, CUSTOMER, OPS } from '#tests/support/a-fixture.ts';
import { aCase } from '#tests/support/cases/rows.ts';

describe('a case and its order, with the real activities', () => {
  let fixture: CaseFixture;
  beforeAll(async () => {
    fixture = await aCaseFixture();
  }, 60_000);
  afterAll(() => fixture.close());

  /** Signed, and nobody has come: a rehearsal lets the start, the late limit and the no-show limit pass. */
  async function awaited() {
    const order = await fixture.anOrder({ policy: { rehearsal: true } });
    await order.signed();
    for (const stage of ['scheduled', 'visit', 'visit'] as const) {
      await order.reaches({ stage });
      expect(await order.ops('letTimePass', { reason: 'rehearsal' }).answer).toBe('ok');
    }
    return { order, row: await fixture.caseOf(order.id, 'arrival') };
  }
  const decisionsOf = (caseId: string) =>
    fixture.database.models.caseDecision.findMany({ where: { caseId } });
  const timeline = async (subjectId: string) =>
    (
      await fixture.database.models.subjectEvent.findMany({ where: { subjectId }, orderBy: { id: 'asc' } })
    ).map(({ kind }) => kind);

  test('an objection decided → the order settles for less, and the case keeps one decision', async () => {
    const order = await fixture.anOrder();
    await order.objected();
    const row = await fixture.caseOf(order.id, 'objection');
    expect(row).toMatchObject({ version: 1, round: 1, city: 'zibo', customerId: CUSTOMER, status: 'open' });
    const answers = await Promise.all([
      fixture.decide(row, 'reducePrice', { amountFen: 1_000 }),
      fixture.decide(row, 'free'),
    ]);
    expect(answers.toSorted()).toEqual(['CaseClosed', 'ok']);
    const reduced = answers[0] === 'ok';
    await order.reaches({ stage: 'review' });
    expect(await fixture.outcome(row)).toMatchObject({ ending: 'decided' });
    expect(await fixture.row(row.id)).toMatchObject({
      ...{ status: 'decided', decision: reduced ? 'reducePrice' : 'free', decidedBy: OPS },
    });
    expect(await decisionsOf(row.id)).toMatchObject([{ round: 1, decidedBy: OPS, role: 'ops' }]);
    expect(await timeline(`${row.id}/1`)).toEqual(['caseOpened', 'caseDecided']);
    expect(await fixture.decide(row, 'rejected').catch((error: Error) => error.name)).toBe(
      'WorkflowNotFoundError',
    );
  });

  test('unproven, of another kind, by an agent → refused, and nothing changes', async () => {
    const order = await fixture.anOrder();
    await order.objected();
    const row = await fixture.caseOf(order.id, 'objection');
    expect(await fixture.decide(row, 'free', {}, { proof: `v2_${'x'.repeat(43)}` })).toBe('Unverified');
    expect(await fixture.decide(row, 'helperNoShow')).toBe('InvalidInput');
    expect(await fixture.decide(row, 'free', {}, { role: 'agent' })).toBe('NotAllowed');
    expect(await fixture.decide(row, 'reducePrice', { amountFen: 99_999_999 })).toBe('AmountMismatch');
    expect(
      await fixture.send({ ...row, id: row.id }, 'decideCase', { caseId: 'other', decision: 'free' }),
    ).toBe('NoSuchCase');
    expect(await fixture.row(row.id)).toMatchObject({ status: 'open', version: 1 });
    expect(await fixture.decide(row, 'rejected')).toBe('ok');
  });

  test('handed over, given back, extended: the row follows, and the order’s deadline too', async () => {
    const order = await fixture.anOrder();
    await order.objected();
    const row = await fixture.caseOf(order.id, 'objection');
    expect(await fixture.send(row, 'releaseCase', {})).toBe('WrongStage');
    expect(await fixture.send(row, 'handOverCase', { to: CUSTOMER })).toBe('NotAllowed');
    expect(await fixture.send(row, 'handOverCase', { to: OPS })).toBe('ok');
    expect(await fixture.row(row.id)).toMatchObject({ ownerId: OPS });
    expect(await fixture.send(row, 'releaseCase', {})).toBe('ok');
    expect(await fixture.send(row, 'extendDeadline', { minutes: 60 })).toBe('ok');
    const { dueAt } = await fixture.row(row.id);
    expect(dueAt!.getTime()).toBe(row.dueAt!.getTime() + 3_600_000);
    await order.reaches({ deadline: dueAt!.toISOString() });
    expect((await order.row()).deadline).toEqual(dueAt);
    expect(await fixture.decide(row, 'rejected')).toBe('ok');
  });

  test('taken over: from nobody, from a colleague who is told, not from oneself; the same message counts once', async () => {
    const order = await fixture.anOrder();
    await order.objected();
    const row = await fixture.caseOf(order.id, 'objection');
    const byAgent = { by: AGENT, role: 'agent', updateId: 'taken-by-agent' };
    expect(await fixture.send(row, 'takeOverCase', {}, { by: CUSTOMER, role: 'customer' })).toBe(
      'NotAllowed',
    );
    expect(await fixture.send(row, 'takeOverCase', {}, byAgent)).toBe('ok');
    expect(await fixture.row(row.id)).toMatchObject({ ownerId: AGENT, version: 2 });
    expect(await fixture.send(row, 'takeOverCase', {}, byAgent)).toBe('ok');
    expect(await fixture.send(row, 'takeOverCase', {}, { by: AGENT, role: 'agent' })).toBe('WrongStage');
    expect(await fixture.send(row, 'takeOverCase', {})).toBe('ok');
    expect(await fixture.row(row.id)).toMatchObject({ ownerId: OPS, version: 3 });
    const events = await fixture.database.models.subjectEvent.findMany({
      where: { subjectId: `${row.id}/1`, kind: 'caseAssigned' },
      orderBy: { id: 'asc' },
    });
    expect(events).toMatchObject([
      { payload: { ownerId: AGENT, takenFrom: null }, actorId: AGENT },
      { payload: { ownerId: OPS, takenFrom: AGENT }, actorId: OPS },
    ]);
    const notices = await fixture.database.models.notice.findMany({
      where: { template: { in: ['caseTaken', 'caseForYou'] }, orderId: order.id },
    });
    expect(notices.map(({ template, personId }) => ({ template, personId }))).toEqual([
      { template: 'caseTaken', personId: AGENT },
    ]);
    expect(await fixture.decide(row, 'rejected')).toBe('ok');
  });

  test('a cancel from Temporal’s UI is noted and closes nothing', async () => {
    const order = await fixture.anOrder();
    await order.objected();
    const row = await fixture.caseOf(order.id, 'objection');
    await fixture.client.workflow.getHandle(caseWorkflowId(row.id, 1)).cancel();
    for (let tries = 0; !(await timeline(`${row.id}/1`)).includes('cancelIgnored') && tries < 300; tries += 1)
      await new Promise((done) => setTimeout(done, 100));
    expect(await fixture.view(row)).toMatchObject({ stage: 'open' });
    expect(await fixture.send(row, 'handOverCase', { to: OPS })).toBe('ok');
    expect(await fixture.decide(row, 'rejected')).toBe('ok');
  });

  test('(a) the helper withdraws while the arrival is in question → the next round starts, and the absence is decided', async () => {
    const { order, row } = await awaited();
    const helperId = await order.helperId();
    expect(await order.helper('withdrawHelper', helperId, { reason: 'ill' }).answer).toBe('ok');
    for (let tries = 0; (await fixture.view(row)).variant !== 'withdrawn' && tries < 300; tries += 1)
      await new Promise((done) => setTimeout(done, 100));
    expect((await order.view()).openCaseId).toBeNull();
    expect(await fixture.decide(row, 'arrived')).toBe('InvalidInput');
    expect(await fixture.decide(row, 'helperNoShow')).toBe('ok');
    expect(await fixture.row(row.id)).toMatchObject({ status: 'decided', decision: 'helperNoShow' });
    const fees = await fixture.database.models.ledgerTransaction.findMany({
      where: { orderId: order.id, kind: 'noShowFee' },
      include: { entries: true },
    });
    expect(fees).toHaveLength(1);
    expect(fees[0]!.entries.find(({ amount }) => amount > 0)!.account).toBe(`helper:${helperId}`);
    expect((await order.view()).ending).toBeNull();
  });

  test('(a) … decided after the order was closed → the closed order takes it once', async () => {
    const { order, row } = await awaited();
    const helperId = await order.helperId();
    expect(await order.helper('withdrawHelper', helperId, { reason: 'ill' }).answer).toBe('ok');
    expect(await order.customer('cancelOrder', { reason: 'changedMind' }).answer).toBe('ok');
    await order.handle.result();
    for (let tries = 0; (await fixture.view(row)).variant !== 'withdrawn' && tries < 300; tries += 1)
      await new Promise((done) => setTimeout(done, 100));
    const closed = await order.row();
    const updateId = 'the-same-call';
    expect(await fixture.decide(row, 'helperNoShow', {}, { updateId })).toBe('ok');
    expect((await order.row()).version).toBe(closed.version + 1);
    expect(await fixture.outcome(row)).toMatchObject({ ending: 'decided' });
  });

  test('(b) paid while the payment case is open → overtaken', async () => {
    const order = await fixture.anOrder({
      policy: { settlementLimit: '1 seconds', reviewLimit: '2 seconds' },
    });
    await order.settled();
    const row = await fixture.caseOf(order.id, 'payment');
    await order.pays();
    expect(await fixture.outcome(row)).toMatchObject({ ending: 'overtaken' });
    expect(await fixture.row(row.id)).toMatchObject({ status: 'decided', decision: 'overtaken' });
    expect(await decisionsOf(row.id)).toMatchObject([{ decision: 'overtaken', reason: 'paid' }]);
  });

  test('(c) a bad review before the payment → the penalty is decided at once, and the order ends when it is paid', async () => {
    const order = await fixture.anOrder();
    await order.settled();
    const review = { attitude: 1, effect: 1, contractKept: false };
    expect(await order.customer('submitReview', review).answer).toBe('ok');
    const row = await fixture.caseOf(order.id, 'penalty');
    expect(await fixture.decide(row, 'training')).toBe('ok');
    expect(await fixture.database.models.penalty.count({ where: { orderId: order.id } })).toBe(1);
    await order.pays();
    expect(await order.handle.result()).toMatchObject({ ending: 'completed' });
  });

  test('checked in while the arrival is in question → overtaken; a decision that comes too late is told so', async () => {
    const { order, row } = await awaited();
    expect(await order.ops('overrideCheckIn', { reason: 'phoneEmpty' }).answer).toBe('ok');
    expect(await fixture.outcome(row)).toMatchObject({ ending: 'overtaken' });
  });

  test('a case that nobody started → the sweep starts it', async () => {
    const id = '00000000-0000-4000-8000-00000000ca5e';
    await aCase(fixture.database, {
      ...{ id, kind: 'general', reason: 'other', workflowStarted: false },
      openedAt: new Date(Date.now() - 60_000),
    });
    expect(await fixture.sweep()).toBe(1);
    expect(await fixture.sweep()).toBe(0);
    const row = await fixture.row(id);
    expect(row.workflowStarted).toBe(true);
    expect(await fixture.decide(row, 'done', {}, { role: 'agent' })).toBe('ok');
    expect(await fixture.row(id)).toMatchObject({ status: 'decided', decision: 'done', orderId: null });
  });

  test('an arrival case that its order left behind, before cases had workflows → adopted, unless an older build runs the order', async () => {
    const order = await fixture.anOrder();
    await order.signed();
    const id = '00000000-0000-4000-8000-00000001ca5e';
    await aCase(fixture.database, {
      ...{ id, kind: 'arrival', reason: 'noShow', version: 0, workflowStarted: false },
      ...{ orderId: order.id, openedAt: new Date(Date.now() - 60_000) },
    });
    fixture.onOlderBuild.add(order.id);
    expect(await fixture.sweep()).toBe(0);
    expect(await fixture.row(id)).toMatchObject({ status: 'open', workflowStarted: false });
    fixture.onOlderBuild.clear();
    expect(await fixture.sweep()).toBe(1);
    const row = await fixture.row(id);
    await eventually(async () => (await fixture.row(id)).variant === 'withdrawn');
    expect(await fixture.decide(row, 'excused')).toBe('ok');
  });
});

async function eventually(met: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await met()); tries += 1) {
    if (tries > 300) throw new Error('Not within 30 s');
    await new Promise((done) => setTimeout(done, 100));
  }
}
