import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { workflowIdOf } from '#contracts/names.ts';
import { verifyProof } from '#platform/proof.ts';
import { sql } from '#platform/sql.ts';
import { type Api, aKey, aNeed, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aCandidate } from '#tests/support/matching/rows.ts';
import { anEvent, aTransition } from '#tests/support/orders/rows.ts';

describe('placing orders and telling them something', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let ops: Person;
  let agent: Person;
  const replyYes = () => ({ ...api.temporal }).reply;
  let reply: ReturnType<typeof replyYes>;
  beforeAll(async () => {
    api = await anApi();
    reply = api.temporal.reply;
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    ops = await api.signIn(PHONES.ops);
    agent = await api.signIn(PHONES.agent);
  });
  afterEach(() => {
    api.temporal.reply = reply;
    api.temporal.down = false;
  });
  afterAll(() => api.close());

  const place = (who: Person, key: string, need: object) =>
    api.as(who)('post', '/orders').set('idempotency-key', key).send(need);
  const rowOf = (id: string) =>
    api.database.models.order.findUniqueOrThrow({ where: { id }, include: { inquiry: true, events: true } });

  test('POST /orders: stores inquiry, first event and notice, and starts the workflow', async () => {
    const { body } = await place(customer, aKey(), await aNeed(api, customer.id)).expect(201);
    expect(body).toEqual({ ok: true, orderId: expect.stringMatching(/^JZ\d{6}-[A-Z2-7]{8}$/), version: 0 });
    const order = await rowOf(body.orderId);
    expect(order).toMatchObject({
      stage: 'inquiry',
      customerId: customer.id,
      // The order's first transition says so.
      workflowStarted: false,
      minutes: 180,
      policyKey: 'standard',
    });
    expect(order.inquiry).toMatchObject({ careNotes: 'the cat bites', channel: 'web' });
    expect(order.events).toMatchObject([
      { kind: 'inquiryReceived', version: 0, verified: true, actorId: customer.id },
    ]);
    expect(api.temporal.started).toContain(workflowIdOf(body.orderId));
    const inbox = await api.as(customer)('get', '/inbox').expect(200);
    expect(inbox.body.notices[0]).toMatchObject({
      orderId: body.orderId,
      template: 'inquiryReceived',
      title: '已收到需求',
      read: false,
    });
    expect(inbox.body.notices[0].text).toMatch(body.orderId);
    await api.as(customer)('post', '/inbox/read').send({}).expect(200);
    expect((await api.as(customer)('get', '/inbox').expect(200)).body.unread).toBe(0);
  });

  test('POST /orders: ten double clicks are one order; another body under the key is 422', async () => {
    const need = await aNeed(api, customer.id);
    const key = aKey();
    const before = await api.database.models.order.count();
    const replies = await Promise.all(Array.from({ length: 10 }, () => place(customer, key, need)));
    for (const { status, body } of replies) {
      if (status !== 201) expect([status, body.code]).toEqual([409, 'KeyInFlight']);
    }
    const again = await place(customer, key, need).expect(201);
    expect(await api.database.models.order.count()).toBe(before + 1);
    for (const { status, body } of replies) if (status === 201) expect(body.orderId).toBe(again.body.orderId);
    const other = await place(customer, key, { ...need, quantity: 4 }).expect(422);
    expect(other.body.code).toBe('KeyReused');
    expect((await rowOf(again.body.orderId)).quantity).toBe(3);
  });

  test("POST /orders: the same key of another person is that person's own order", async () => {
    const other = await api.signIn(PHONES.otherCustomer);
    const key = aKey();
    const mine = await place(customer, key, await aNeed(api, customer.id)).expect(201);
    const theirs = await place(other, key, await aNeed(api, other.id)).expect(201);
    expect(theirs.body.orderId).not.toBe(mine.body.orderId);
    await api.as(other)('get', `/orders/${mine.body.orderId}`).expect(404);
  });

  test('POST /orders: Temporal away → 201 all the same, and the next message starts it', async () => {
    api.temporal.down = true;
    const { body } = await place(customer, aKey(), await aNeed(api, customer.id)).expect(201);
    expect(api.temporal.started).not.toContain(workflowIdOf(body.orderId));
    api.temporal.down = false;
    let asked = 0;
    api.temporal.reply = () =>
      asked++ === 0 ? { is: 'gone' } : { is: 'answered', answer: { ok: true, version: 0 } };
    const cancel = { reason: 'changedMind' };
    await api
      .as(customer)('post', `/orders/${body.orderId}/cancellation`)
      .set('idempotency-key', aKey())
      .send(cancel)
      .expect(200);
    expect(api.temporal.started).toContain(workflowIdOf(body.orderId));
  });

  test.each([
    ['in the past', { windowStart: '2020-01-01T02:00:00Z' }, 422, 'SlotInvalid'],
    [
      'in the year 9999',
      { windowStart: '9999-01-01T02:00:00Z', windowEnd: '9999-01-01T08:00:00Z' },
      422,
      'SlotInvalid',
    ],
    ['in the year 0000', { windowStart: '0000-01-01T00:00:00Z' }, 422, 'SlotInvalid'],
    ['ends before it starts', { windowEnd: '2020-01-01T02:00:00Z' }, 422, 'SlotInvalid'],
    ['too much for a day', { quantity: 1000 }, 422, 'SlotInvalid'],
    ['no such service', { serviceCode: 'rocketScience' }, 422, 'NotServed'],
    ["someone's address", { addressId: '00000000-0000-4000-8000-000000000000' }, 422, 'AddressInvalid'],
    ['for someone else', { onBehalfOf: '00000000-0000-4000-8000-000000000000' }, 403, 'NotAllowed'],
    ['no such helper', { namedHelperId: '00000000-0000-4000-8000-000000000000' }, 400, 'InvalidInput'],
  ])('POST /orders %s: is refused and stores nothing', async (_, more, status, code) => {
    const before = await api.database.models.order.count();
    const refused = await place(customer, aKey(), { ...(await aNeed(api, customer.id)), ...more });
    expect([refused.status, refused.body.code]).toEqual([status, code]);
    expect(await api.database.models.order.count()).toBe(before);
  });

  test('POST /orders: so many may wait for a signature, however fast one places them; then one more is refused until there is room', async () => {
    const { database } = api;
    const phone = '13711112222';
    const crowd = await api.signIn(phone);
    await api
      .as(crowd)('post', '/addresses')
      .set('idempotency-key', aKey())
      .send({ contactName: '王强', contactPhone: phone, district: '370303', line: '柳泉路 1 号' })
      .expect(201);
    const need = await aNeed(api, crowd.id);
    await database.execute(sql`UPDATE policy SET body = body - 'maxUnsigned'`);
    const placed = await Promise.all(Array.from({ length: 15 }, () => place(crowd, aKey(), need)));
    const orderIds = placed.flatMap(({ body }) => body.orderId ?? []);
    expect(orderIds).toHaveLength(10);
    const refused = placed.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      Array(5).fill([409, 'TooManyOpenOrders']),
    );
    expect(await database.models.order.count({ where: { customerId: crowd.id } })).toBe(10);

    // Staff are not held up; one that is signed or over makes room, also for the very call that was refused.
    const byAgent = await place(agent, aKey(), { ...need, onBehalfOf: crowd.id });
    expect(byAgent.status).toBe(201);
    const key = aKey();
    expect((await place(crowd, key, need)).body.code).toBe('TooManyOpenOrders');
    await database.models.order.updateMany({
      where: { id: { in: [orderIds[0], byAgent.body.orderId] } },
      data: { stage: 'scheduled' },
    });
    expect((await place(crowd, key, need)).status).toBe(201);
    expect((await place(crowd, aKey(), need)).body.code).toBe('TooManyOpenOrders');
    await database.models.order.update({
      where: { id: orderIds[1] },
      data: { stage: 'closed', ending: 'cancelled' },
    });
    expect((await place(crowd, aKey(), need)).status).toBe(201);
    await database.execute(sql`UPDATE policy SET body = body || '{"maxUnsigned": 10000}'`);
  });

  test('POST /orders by an agent: belongs to the customer, says who placed it, may be incomplete', async () => {
    const need = { ...(await aNeed(api, customer.id)), onBehalfOf: customer.id, incomplete: true };
    const { body } = await place(agent, aKey(), need).expect(201);
    const order = await rowOf(body.orderId);
    expect(order).toMatchObject({ customerId: customer.id, placedBy: agent.id, waitingFor: 'agent' });
    expect(order.events[0]?.payload).toMatchObject({ complete: false, channel: 'phone' });
    await place(agent, aKey(), { ...need, onBehalfOf: helper.id }).expect(400);
  });

  test('a message: carries who speaks and proves it, whatever the body says; free text stays here', async () => {
    const orderId = await anOrder(api, customer);
    const key = aKey();
    const note = '太贵了,王阿姨 13912345678';
    const call = () =>
      api
        .as(customer)('post', `/orders/${orderId}/rematch`)
        .set('idempotency-key', key)
        .send({ reasons: ['price'], note });
    const first = await call().expect(200);
    expect(first.body).toEqual({ ok: true, orderId, version: 0 });
    const told = api.temporal.told.at(-1)!;
    expect(told).toMatchObject({
      orderId,
      action: 'rematch',
      message: { by: customer.id, role: 'customer', reasons: ['price'] },
    });
    const { proof, ...body } = told.message as { proof: string; noteId: string };
    const { noteId } = body;
    const claim = { subject: 'order', id: orderId, message: 'rematch', messageId: told.updateId, body };
    expect(verifyProof(SECRET, claim, proof)).toBe(true);
    expect(JSON.stringify(told)).not.toMatch('13912345678');
    expect(await api.database.models.note.findUnique({ where: { id: noteId } })).toMatchObject({
      body: note,
      kind: 'rematch',
      orderId,
    });

    await call().expect(200);
    expect(api.temporal.told.at(-1)!.updateId).toBe(told.updateId);
    expect(await api.database.models.note.count({ where: { orderId } })).toBe(1);
    const other = await api
      .as(customer)('post', `/orders/${orderId}/rematch`)
      .set('idempotency-key', key)
      .send({ reasons: ['time'] });
    expect([other.status, other.body.code]).toEqual([422, 'KeyReused']);
  });

  test('a message: one key on two orders, or by two people, is two messages', async () => {
    const key = aKey();
    const ids = new Set<string>();
    for (const orderId of [await anOrder(api, customer), await anOrder(api, customer)]) {
      for (const who of [customer, ops]) {
        await api
          .as(who)('post', `/orders/${orderId}/cancellation`)
          .set('idempotency-key', key)
          .send({ reason: 'x' })
          .expect(200);
        ids.add(api.temporal.told.at(-1)!.updateId);
      }
    }
    expect(ids.size).toBe(4);
  });

  test('a message refused by the order: its status, code and alternatives, and no note is left', async () => {
    const orderId = await anOrder(api, customer);
    api.temporal.reply = () => ({
      is: 'answered',
      answer: { ok: false, code: 'HelperTaken', alternatives: [helper.id] },
    });
    const choice = { helperId: ops.id };
    const taken = await api
      .as(customer)('post', `/orders/${orderId}/choice`)
      .set('idempotency-key', aKey())
      .send(choice);
    expect([taken.status, taken.body.code, taken.body.alternatives]).toEqual([
      409,
      'HelperTaken',
      [helper.id],
    ]);
    api.temporal.reply = () => ({ is: 'refused', code: 'WrongStage' });
    const object = { reason: 'late', note: 'too late' };
    const early = await api
      .as(customer)('post', `/orders/${orderId}/objection`)
      .set('idempotency-key', aKey())
      .send(object);
    expect([early.status, early.body.code]).toEqual([409, 'WrongStage']);
    expect(await api.database.models.note.count({ where: { orderId } })).toBe(0);
  });

  test('a message that takes longer: 202 with where to ask, and later the final answer', async () => {
    const orderId = await anOrder(api, customer);
    const key = aKey();
    api.temporal.reply = () => ({ is: 'pending' });
    const call = () =>
      api
        .as(customer)('post', `/orders/${orderId}/cancellation`)
        .set('idempotency-key', key)
        .send({ reason: 'changedMind' });
    const pending = await call().expect(202);
    expect(pending.body).toMatchObject({
      ok: 'pending',
      orderId,
      answer: expect.stringContaining(pending.body.answerId),
    });
    expect(pending.headers.location).toBe(pending.body.answer);
    await api.as(customer)('get', pending.body.answer).expect(404);
    api.temporal.reply = () => ({ is: 'answered', answer: { ok: true, version: 0 } });
    expect((await call().expect(200)).body).toMatchObject({ ok: true, orderId });
    expect((await api.as(customer)('get', pending.body.answer).expect(200)).body).toMatchObject({
      ok: true,
      orderId,
    });
    const other = await api.signIn(PHONES.otherCustomer);
    await api.as(other)('get', pending.body.answer).expect(404);
  });

  test('a message while Temporal is away: 503, retry with the same key', async () => {
    const orderId = await anOrder(api, customer);
    api.temporal.down = true;
    const away = await api
      .as(customer)('post', `/orders/${orderId}/cancellation`)
      .set('idempotency-key', aKey())
      .send({ reason: 'x' });
    expect([away.status, away.body.code, away.headers['retry-after']]).toEqual([503, 'Unavailable', '1']);
  });

  test('a message to a closed order: 409, but what was answered before keeps its answer', async () => {
    const orderId = await anOrder(api, customer);
    const key = aKey();
    api.temporal.reply = () => ({ is: 'gone' });
    const call = (k: string) =>
      api.as(customer)('post', `/orders/${orderId}/confirmation`).set('idempotency-key', k).send({});
    expect((await call(key).expect(409)).body.code).toBe('OrderClosed');
    const cause = api.temporal.told.at(-1)!.updateId;
    await aTransition(api.database, { key: `${orderId}:settle:1`, orderId, cause });
    await anEvent(api.database, { orderId, version: 7, kind: 'settled', role: 'customer', cause });
    await api.database.models.order.update({ where: { id: orderId }, data: { version: 7 } });
    expect((await call(key).expect(200)).body).toEqual({ ok: true, orderId, version: 7 });
    expect((await call(aKey()).expect(409)).body.code).toBe('OrderClosed');
  });

  test('staff answer an offer for a helper, a helper only for himself', async () => {
    const orderId = await anOrder(api, customer);
    const call = (who: Person, body: object) =>
      api.as(who)('post', `/orders/${orderId}/offer`).set('idempotency-key', aKey()).send(body);
    await call(helper, { accept: true }).expect(404);
    await aCandidate(api.database, { orderId, helperId: helper.id });
    await call(helper, { accept: true, helperId: customer.id }).expect(200);
    expect(api.temporal.told.at(-1)!.message).toMatchObject({
      helperId: helper.id,
      by: helper.id,
      role: 'helper',
    });
    expect((await call(agent, { accept: true }).expect(400)).body.fields).toEqual([
      { path: 'helperId', message: 'for whom?' },
    ]);
    await call(agent, { accept: true, helperId: helper.id }).expect(200);
    expect(api.temporal.told.at(-1)!.message).toMatchObject({
      helperId: helper.id,
      by: agent.id,
      role: 'agent',
    });
  });

  test('times of a phone that are weeks away are refused', async () => {
    const orderId = await anOrder(api, customer);
    const call = (deviceAt: string) =>
      api.as(ops)('post', `/orders/${orderId}/check-out`).set('idempotency-key', aKey()).send({ deviceAt });
    for (const at of ['0000-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2020-01-01T00:00:00Z']) {
      expect((await call(at).expect(400)).body.fields[0].path).toBe('deviceAt');
    }
    await call(new Date().toISOString()).expect(200);
  });

  test('addresses: added once per key, in a district we serve, seen only by their owner', async () => {
    const body = {
      contactName: '李奶奶',
      contactPhone: '13700000000',
      district: '370303',
      line: '柳泉路 8 号',
    };
    const key = aKey();
    const add = (content: object) =>
      api.as(customer)('post', '/addresses').set('idempotency-key', key).send(content);
    const first = await add(body).expect(201);
    expect((await add(body).expect(201)).body).toEqual(first.body);
    expect((await add({ ...body, line: '柳泉路 9 号' }).expect(422)).body.code).toBe('KeyReused');
    const { addresses } = (await api.as(customer)('get', '/addresses').expect(200)).body;
    expect(addresses.filter(({ id }: { id: string }) => id === first.body.id)).toEqual([
      { ...first.body, contactPhone: '+8613700000000' },
    ]);
    const other = await api.signIn(PHONES.otherCustomer);
    expect(JSON.stringify((await api.as(other)('get', '/addresses').expect(200)).body)).not.toMatch(
      first.body.id,
    );
    const far = await api
      .as(customer)('post', '/addresses')
      .set('idempotency-key', aKey())
      .send({ ...body, district: '110101' });
    expect([far.status, far.body.code]).toEqual([422, 'NotServed']);
  });
});
