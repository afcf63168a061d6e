import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { verifyProof } from '#platform/proof.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aCase, aCaseEvent, aNote } from '#tests/support/cases/rows.ts';
import { anEvent, aTransition } from '#tests/support/orders/rows.ts';
import { each } from '#tests/support/rows.ts';

const HOUR = 3_600_000;
const inHours = (n: number) => new Date(Date.now() + n * HOUR);

describe('cases, as staff work with them', () => {
  let api: Api;
  let ops: Person;
  let agent: Person;
  let customer: Person;
  let helper: Person;
  let reply: Api['temporal']['reply'];
  beforeAll(async () => {
    api = await anApi();
    ops = await api.signIn(PHONES.ops);
    agent = await api.signIn(PHONES.agent);
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    reply = api.temporal.reply;
  });
  afterAll(() => api.close());
  afterEach(async () => {
    api.temporal.reply = reply;
    api.temporal.told.length = 0;
    api.temporal.started.length = 0;
    api.temporal.down = false;
  });

  const read = async (who: Person, path: string) => (await api.as(who)('get', path).expect(200)).body;
  const send = (who: Person, path: string, body: object, key = aKey()) =>
    api.as(who)('post', path).set('idempotency-key', key).send(body);
  const openCase = async (more: object = {}) => (await aCase(api.database, more)).id;
  const decided = { status: 'decided', decision: 'rejected' };
  const clear = async () => {
    await api.database.models.case.updateMany({ where: { status: 'open' }, data: { city: 'elsewhere' } });
    await api.database.models.case.updateMany({ where: { status: 'decided' }, data: { city: 'elsewhere' } });
  };
  const idsOf = ({ cases }: { cases: { id: string }[] }) => cases.map(({ id }) => id);

  test('the list: open by due time, mine, overdue, decided newest first, by kind and by order; another city’s are not there', async () => {
    await clear();
    const orderId = await anOrder(api, customer);
    const later = await openCase({ dueAt: inHours(3), kind: 'penalty' });
    const mine = await openCase({ dueAt: inHours(2), ownerId: ops.id, orderId });
    const late = await openCase({ dueAt: inHours(-1) });
    const reminded = await openCase({ dueAt: inHours(4), overdue: true, ownerId: agent.id });
    const never = await openCase({ dueAt: null });
    const old = await openCase({ ...decided, decidedAt: inHours(-9) });
    const young = await openCase({ ...decided, decidedAt: inHours(-2), orderId });
    await openCase({ city: 'jinan' });
    const list = async (query = '', who = ops) => read(who, `/ops/cases?${query}`);
    const open = await list();
    expect(idsOf(open)).toEqual([late, mine, later, reminded, never]);
    expect(open).toMatchObject({ next: null, counts: { open: 5, mine: 1, overdue: 2 } });
    expect(open.cases[1]).toMatchObject({ owner: { id: ops.id, name: expect.stringMatching(/./) } });
    expect(idsOf(await list('view=mine'))).toEqual([mine]);
    expect(idsOf(await list('view=mine', agent))).toEqual([reminded]);
    expect(idsOf(await list('view=overdue'))).toEqual([late, reminded]);
    expect(idsOf(await list('view=decided'))).toEqual([young, old]);
    expect(idsOf(await list('status=decided'))).toEqual([young, old]);
    expect(idsOf(await list('kind=penalty'))).toEqual([later]);
    expect(idsOf(await list(`orderId=${orderId}`))).toEqual([mine]);
    expect(idsOf(await list(`orderId=${orderId}&view=decided`))).toEqual([young]);
  });

  test.each([
    ['open', ''],
    ['decided', 'view=decided&'],
  ])('pages of the %s: every case once, also of one moment and while others come in', async (_, view) => {
    await clear();
    const at = inHours(1);
    const rows = Array.from({ length: 9 }, (__, n) =>
      view
        ? { ...decided, decidedAt: n < 5 ? inHours(-9) : inHours(n) }
        : { dueAt: n < 5 ? at : n < 7 ? inHours(n) : null },
    );
    const ids = await Promise.all(rows.map((row) => openCase(row)));
    const seen: string[] = [];
    let after = '';
    for (let page = 0; page < 9; page++) {
      const got = await read(ops, `/ops/cases?${view}limit=2${after}`);
      seen.push(...idsOf(got));
      if (page === 1) await openCase(view ? { ...decided, decidedAt: inHours(99) } : { dueAt: inHours(-5) });
      if (got.next === null) break;
      after = `&after=${got.next}`;
    }
    expect([...seen].sort()).toEqual([...ids].sort());
    await api.as(ops)('get', '/ops/cases?after=nonsense').expect(400);
  });

  test('one case: its timeline with names, what may be decided and done, its order and persons', async () => {
    const orderId = await anOrder(api, customer);
    const noteId = randomUUID();
    const id = await openCase({
      ...{ kind: 'arrival', variant: 'withdrawn', reason: 'noCheckIn', orderId },
      ...{ customerId: customer.id, helperId: helper.id, ownerId: agent.id, noteId, version: 3 },
    });
    await aNote(api.database, { id: noteId, caseId: id, authorId: customer.id, body: 'nobody came' });
    const event = { subject: 'case', subjectId: `${id}/1`, role: 'ops', actorId: ops.id, cause: 'c' };
    await aNote(api.database, { id: 'call-2', caseId: id, authorId: ops.id, body: 'please call her' });
    await each(aCaseEvent, api.database, [
      { ...event, version: 1, kind: 'caseOpened', payload: { kind: 'arrival', reason: 'noCheckIn' } },
      { ...event, version: 2, kind: 'caseAssigned', payload: { ownerId: agent.id }, cause: 'call-2' },
      { ...event, version: 3, kind: 'caseChanged', payload: { variant: 'withdrawn' }, cause: 'c3' },
    ]);
    // Why she dropped out stands on the order's timeline.
    await aNote(api.database, {
      id: 'call-3',
      orderId,
      authorId: helper.id,
      kind: 'ops',
      body: 'a broken leg',
    });
    await anEvent(api.database, {
      ...{
        orderId,
        version: 90,
        kind: 'helperWithdrew',
        role: 'helper',
        actorId: helper.id,
        cause: 'call-3',
      },
      payload: { helperId: helper.id, reason: 'ill', noteId: 'call-3' },
    });
    const seen = await read(ops, `/cases/${id}`);
    expect(seen).toMatchObject({
      ...{ id, orderId, kind: 'arrival', variant: 'withdrawn', note: 'nobody came', version: 3 },
      customer: { id: customer.id, name: '张敏' },
      helper: { id: helper.id },
      owner: { id: agent.id },
      decisions: ['helperNoShow', 'excused'],
      timeline: [
        { kind: 'caseOpened', by: 'ops', name: expect.any(String) },
        { kind: 'caseAssigned', payload: { owner: seen.owner.name }, note: 'please call her' },
        { kind: 'caseChanged', payload: { variant: 'withdrawn', reason: 'ill' }, note: 'a broken leg' },
      ],
    });
    expect(seen.allowed).toEqual(
      expect.arrayContaining(['decideCase', 'handOverCase', 'releaseCase', 'extendDeadline']),
    );
    const asAgent = await read(agent, `/cases/${id}`);
    expect(asAgent.allowed).toEqual(expect.arrayContaining(['handOverCase', 'releaseCase']));
    expect(asAgent.allowed).not.toEqual(expect.arrayContaining(['decideCase']));
    await api.as(ops)('get', `/cases/${randomUUID()}`).expect(404);
  });

  test('a decision: told to the workflow of the case, vouched for, its note kept; the same key is the same decision', async () => {
    const id = await openCase();
    const key = aKey();
    const body = { decision: 'reducePrice', amountFen: 900, reason: 'heardBoth', note: 'scratches' };
    const first = await send(ops, `/cases/${id}/decision`, body, key).expect(200);
    const told = api.temporal.told[0]!;
    const { proof, ...message } = told.message as Record<string, string>;
    expect(told).toMatchObject({ workflowId: caseWorkflowId(id, 1), action: 'decideCase' });
    expect(message).toMatchObject({ caseId: id, decision: 'reducePrice', amountFen: 900, by: ops.id });
    const claim = { subject: 'case', id: `${id}/1`, message: 'decideCase', messageId: told.updateId };
    expect(verifyProof(SECRET, { ...claim, body: message }, proof)).toBe(true);
    const where = { id: message.noteId! };
    expect(await api.database.models.note.findUnique({ where })).toMatchObject({
      ...{ caseId: id, orderId: null, kind: 'case', body: 'scratches' },
    });
    expect(first.body).toEqual({ ok: true, caseId: id, version: 0 });
    expect((await send(ops, `/cases/${id}/decision`, body, key).expect(200)).body).toEqual(first.body);
    expect(api.temporal.told[1]!.updateId).toBe(told.updateId);
    await send(ops, `/cases/${id}/decision`, { ...body, amountFen: 1 }, key).expect(422);
  });

  test.each([
    ['CaseClosed', 409],
    ['AmountMismatch', 409],
    ['InvalidInput', 400],
    ['NotAllowed', 403],
  ] as const)('a refused decision is its typed error: %s; its note is gone', async (code, status) => {
    const id = await openCase();
    api.temporal.reply = () => ({ is: 'answered', answer: { ok: false, code } });
    const body = { decision: 'free', reason: 'heardBoth', note: 'text' };
    expect((await send(ops, `/cases/${id}/decision`, body).expect(status)).body).toMatchObject({ code });
    expect(await api.database.models.note.count({ where: { caseId: id } })).toBe(0);
  });

  test('an answer that takes longer is 202 with where to ask again; a closed workflow answers from its transition', async () => {
    const id = await openCase();
    api.temporal.reply = () => ({ is: 'pending' });
    const key = aKey();
    const body = { decision: 'free', reason: 'heardBoth' };
    const { body: pending, headers } = await send(ops, `/cases/${id}/decision`, body, key).expect(202);
    expect(pending).toMatchObject({ ok: 'pending', caseId: id, answer: headers.location });
    expect(pending.answer).toBe(`/api/v1/cases/${id}/answers/${pending.answerId}`);
    // The case has closed with this decision, and its history is gone.
    api.temporal.reply = () => ({ is: 'gone' });
    const cause = pending.answerId;
    const subject = { subject: 'case', subjectId: `${id}/1` };
    await aTransition(api.database, { key: `case/${id}/1/9`, ...subject, cause });
    await aCaseEvent(api.database, { ...subject, version: 9, kind: 'caseDecided', cause });
    const answered = { ok: true, caseId: id, version: 9 };
    expect((await send(ops, `/cases/${id}/decision`, body, key).expect(200)).body).toEqual(answered);
    expect(await read(ops, pending.answer.replace('/api/v1', ''))).toEqual(answered);
    const late = await send(ops, `/cases/${id}/decision`, body).expect(409);
    expect(late.body).toMatchObject({ code: 'CaseClosed' });
  });

  test('a case whose workflow was not started is started on the way', async () => {
    const id = await openCase({ workflowStarted: false });
    api.temporal.reply = () =>
      api.temporal.started.length > 0 ? { is: 'answered', answer: { ok: true, version: 2 } } : { is: 'gone' };
    await send(ops, `/cases/${id}/release`, {}).expect(200);
    expect(api.temporal.started).toEqual([caseWorkflowId(id, 1)]);
    expect(await api.database.models.case.findUnique({ where: { id } })).toMatchObject({
      workflowStarted: true,
    });
  });

  test('the older address decides it, too: through the case; a case of before through its order', async () => {
    const orderId = await anOrder(api, customer);
    const [own, older] = [
      await openCase({ orderId }),
      await openCase({ orderId, version: 0, workflowStarted: false }),
    ];
    const body = { decision: 'rejected', reason: 'heardBoth' };
    await api.database.models.order.update({ where: { id: orderId }, data: { version: 7 } });
    const path = `/orders/${orderId}/case-decision`;
    const done = await send(ops, path, { ...body, caseId: own }).expect(200);
    expect(done.body).toEqual({ ok: true, orderId, version: 7 });
    await send(ops, path, { ...body, caseId: older }).expect(200);
    await send(ops, `/cases/${older}/decision`, body).expect(200);
    expect(api.temporal.told.map(({ workflowId }) => workflowId)).toEqual([
      caseWorkflowId(own, 1),
      `order-${orderId}`,
      `order-${orderId}`,
    ]);
    expect(api.temporal.told[2]!.message).toMatchObject({ caseId: older, decision: 'rejected' });
    expect((await read(ops, `/cases/${older}`)).allowed).toEqual(['decideCase']);
    await send(ops, `/cases/${older}/release`, {}).expect(409);
    // As of an order that closed meanwhile: a penalty is decided all the same.
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'closed', ending: 'completed', closedAt: new Date() },
    });
    const penalty = await openCase({ orderId, kind: 'penalty' });
    await send(ops, path, { ...body, decision: 'none', caseId: penalty }).expect(200);
    expect(api.temporal.told.at(-1)!.workflowId).toBe(caseWorkflowId(penalty, 1));
  });

  test('opened by hand: one case however often it is sent, with note and first event; started, or left to the sweep', async () => {
    const orderId = await anOrder(api, customer);
    const body = { kind: 'general', reason: 'lostItem', note: 'an umbrella', orderId, helperId: helper.id };
    const key = aKey();
    api.temporal.started.length = 0;
    api.temporal.down = true;
    const { body: done } = await send(agent, '/cases', body, key).expect(201);
    expect(api.temporal.started).toEqual([]);
    api.temporal.down = false;
    expect((await send(agent, '/cases', body, key).expect(201)).body).toEqual(done);
    expect(api.temporal.started).toEqual([caseWorkflowId(done.caseId, 1)]);
    const seen = await read(ops, `/cases/${done.caseId}`);
    expect(seen).toMatchObject({
      ...{ kind: 'general', reason: 'lostItem', note: 'an umbrella', orderId, status: 'open', version: 1 },
      ...{ customer: { id: customer.id }, helper: { id: helper.id }, decisions: ['done'] },
      timeline: [{ kind: 'caseOpened', by: 'agent' }],
    });
    expect(Date.parse(seen.dueAt) - Date.parse(seen.openedAt)).toBe(24 * HOUR);
    expect((await read(agent, `/cases/${done.caseId}`)).allowed).toContain('decideCase');
    // Customers and helpers see nothing of it.
    for (const who of [customer, helper]) {
      await api.as(who)('get', `/cases/${done.caseId}`).expect(403);
      const seenBy = await api.as(who)('get', `/orders/${orderId}`);
      expect(JSON.stringify(seenBy.body)).not.toMatch(done.caseId);
    }
    const alone = await send(ops, '/cases', { kind: 'general', reason: 'question', note: 'x' }).expect(201);
    expect(await read(ops, `/cases/${alone.body.caseId}`)).toMatchObject({ orderId: null, customer: null });
  });

  test.each([
    ['another customer than the order’s', 'customerId'],
    ['a person who is no customer', 'customerId'],
  ])('opened by hand with %s → told which field', async (what, field) => {
    const other = await api.signIn(PHONES.otherCustomer);
    const about = what.startsWith('another')
      ? { orderId: await anOrder(api, customer), customerId: other.id }
      : { customerId: helper.id };
    const body = { kind: 'general', reason: 'other', note: 'x', ...about };
    const refused = await send(ops, '/cases', body).expect(400);
    expect(refused.body.fields).toMatchObject([{ path: field }]);
  });

  test('staff of the city, to hand over to; a case of another city is not there for any message', async () => {
    const { staff } = await read(agent, '/ops/staff');
    expect(staff).toEqual(
      expect.arrayContaining([
        { id: ops.id, role: 'ops', name: expect.stringMatching(/./) },
        { id: agent.id, role: 'agent', name: expect.stringMatching(/./) },
      ]),
    );
    const there = await openCase({ city: 'jinan' });
    for (const path of ['decision', 'hand-over', 'release', 'deadline', 'time'])
      await send(
        ops,
        `/cases/${there}/${path}`,
        {
          decision: { decision: 'free', reason: 'x' },
          'hand-over': { to: ops.id },
          deadline: { minutes: 5, reason: 'x' },
        }[path] ?? {},
      ).expect(404);
    expect(api.temporal.told).toEqual([]);
  });
});
