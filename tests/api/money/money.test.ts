import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { feePostings, paymentPostings, settlePostings, writeLedger } from '#activities/money/ledger.ts';
import { tellUntoldPayments } from '#activities/money/tell-paid.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';

describe('payments and fees', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let ops: Person;
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    ops = await api.signIn(PHONES.ops);
  });
  afterAll(() => api.close());

  async function owes(fen: number, closed: boolean): Promise<string> {
    const orderId = await anOrder(api, customer);
    const parties = { customerId: customer.id, helperId: helper.id, policy: STANDARD_POLICY };
    const postings = closed
      ? feePostings({ fen, payer: 'customer', ...parties })
      : settlePostings({ dueFen: fen, ...parties });
    const kind = closed ? ('cancelFee' as const) : ('settle' as const);
    await api.database.transaction((tx) =>
      writeLedger(tx, {
        key: `${orderId}/${closed ? 'fee' : 'settle'}`,
        orderId,
        kind,
        cause: 'test',
        at: new Date().toISOString(),
        postings,
      }),
    );
    const ending = closed
      ? { stage: 'closed', ending: 'cancelled', closedAt: new Date() }
      : { stage: 'settlement', settlement: 'due' };
    await api.database.models.order.update({
      where: { id: orderId },
      data: { ...ending, helperId: helper.id },
    });
    return orderId;
  }
  const pay = (orderId: string, key = aKey()) =>
    api.as(customer)('post', `/orders/${orderId}/payments`).set('idempotency-key', key).send({});
  const money = async (orderId: string) =>
    (await api.as(customer)('get', `/orders/${orderId}`).expect(200)).body.money;

  test('paying: exactly what is owed, one payment however often one asks, reported to the order with a proof', async () => {
    const orderId = await owes(12_000, false);
    const first = await pay(orderId).expect(201);
    expect(first.body).toMatchObject({
      amountFen: 12_000,
      gateway: 'simulator',
      payUrl: `/pay/${first.body.paymentId}`,
    });
    expect((await pay(orderId).expect(201)).body.paymentId).toBe(first.body.paymentId);
    const { paymentId } = first.body;
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(200);
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(200);
    const signals = api.temporal.signalled.filter((one) => one.orderId === orderId);
    expect(new Set(signals.map(({ body }) => (body as { messageId: string }).messageId)).size).toBe(1);
    expect(signals[0]).toMatchObject({
      signal: 'paymentSettled',
      body: { paymentId, amountFen: 12_000, proof: expect.any(String) },
    });
    expect(await api.database.models.payment.findUniqueOrThrow({ where: { id: paymentId } })).toMatchObject({
      status: 'paid',
      gatewayRef: `sim-${paymentId}`,
    });
  });

  test('the gateway’s report: unsigned, changed or old is refused and changes nothing; signed is taken', async () => {
    const orderId = await owes(5_000, false);
    const { paymentId } = (await pay(orderId).expect(201)).body;
    const report = { paymentId, amountFen: 5_000, result: 'paid' as const, gatewayRef: 'ref-1' };
    const send = (signed: { timestamp: string; signature: string }, body: string) =>
      api
        .as(null)('post', '/gateway/payments')
        .set('content-type', 'application/json')
        .set('x-anjia-timestamp', signed.timestamp)
        .set('x-anjia-signature', signed.signature)
        .send(body);
    const signed = api.deps.payments.sign!(report);
    await api.as(null)('post', '/gateway/payments').send(report).expect(403);
    await send(signed, JSON.stringify({ ...report, amountFen: 1 })).expect(403);
    const old = api.deps.payments.sign!(report, Date.now() - 3_600_000);
    await send(old, old.body).expect(403);
    expect((await api.database.models.payment.findUniqueOrThrow({ where: { id: paymentId } })).status).toBe(
      'created',
    );
    await send(signed, signed.body).expect(200);
    expect(
      (await api.database.models.payment.findUniqueOrThrow({ where: { id: paymentId } })).gatewayRef,
    ).toBe('ref-1');
  });

  test('a signed report of another amount than the payment’s is refused and changes nothing', async () => {
    const orderId = await owes(5_300, false);
    const { paymentId } = (await pay(orderId).expect(201)).body;
    const report = (amountFen: number, result: 'paid' | 'failed') => {
      const signed = api.deps.payments.sign!({
        paymentId,
        amountFen,
        result,
        gatewayRef: `ref-${paymentId}`,
      });
      return api
        .as(null)('post', '/gateway/payments')
        .set('content-type', 'application/json')
        .set('x-anjia-timestamp', signed.timestamp)
        .set('x-anjia-signature', signed.signature)
        .send(signed.body);
    };
    const stored = () => api.database.models.payment.findUniqueOrThrow({ where: { id: paymentId } });
    for (const amountFen of [5_299, 5_301, 1])
      for (const result of ['paid', 'failed'] as const)
        expect((await report(amountFen, result).expect(409)).body.code).toBe('AmountMismatch');
    expect(await stored()).toMatchObject({ status: 'created', gatewayRef: null, paidAt: null });
    expect(api.temporal.signalled.filter((one) => one.orderId === orderId)).toEqual([]);
    await report(5_300, 'paid').expect(200);
    expect((await stored()).status).toBe('paid');
  });

  test('one reference for two payments → the second is refused, and refused again', async () => {
    const [first, second] = [await owes(5_100, false), await owes(5_200, false)];
    const report = async (orderId: string, amountFen: number) => {
      const { paymentId } = (await pay(orderId)).body;
      const signed = api.deps.payments.sign!({
        paymentId,
        amountFen,
        result: 'paid',
        gatewayRef: 'ref-both',
      });
      return () =>
        api
          .as(null)('post', '/gateway/payments')
          .set('content-type', 'application/json')
          .set('x-anjia-timestamp', signed.timestamp)
          .set('x-anjia-signature', signed.signature)
          .send(signed.body);
    };
    const tellFirst = await report(first, 5_100);
    const tellSecond = await report(second, 5_200);
    await tellFirst().expect(200);
    for (const _ of [1, 2]) expect((await tellSecond().expect(409)).body.code).toBe('AmountMismatch');
    await tellFirst().expect(200);
    expect(api.temporal.signalled.filter((one) => one.orderId === second)).toEqual([]);
  });

  test('an order that closes between the report and its telling → the payment is in the books, and ops give it back', async () => {
    const orderId = await owes(9_000, false);
    const { paymentId } = (await pay(orderId).expect(201)).body;
    const { signal } = api.temporal;
    // Told in time, and not listened to any more: cash had settled it, and the order's end is committed by now.
    api.temporal.signal = async (input) => {
      const sent = await signal(input);
      const by = { customerId: customer.id, gateway: 'cash', fen: 9_000 };
      await api.database.transaction((tx) =>
        writeLedger(tx, {
          ...{ key: `${orderId}/payment/cash`, orderId, kind: 'payment', cause: 'test' },
          ...{ at: new Date().toISOString(), postings: paymentPostings(by) },
        }),
      );
      await api.database.models.order.update({
        where: { id: orderId },
        data: { stage: 'closed', ending: 'completed', settlement: 'paid', closedAt: new Date() },
      });
      return sent;
    };
    const tell = () => api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' });
    await tell().expect(200);
    api.temporal.signal = signal;
    await tell().expect(200);
    const booked = await api.database.models.ledgerTransaction.findMany({
      where: { orderId, kind: 'payment' },
    });
    expect(booked.map(({ key }) => key).sort()).toEqual(
      [`${orderId}/payment/${paymentId}`, `${orderId}/payment/cash`].sort(),
    );
    const events = await api.database.models.orderEvent.findMany({ where: { orderId, kind: 'needsOps' } });
    expect(events.map(({ payload }) => payload)).toEqual([{ reason: 'overpaid' }]);
  });

  test('Temporal away while the gateway reports: 503, and the repeated report reaches the order', async () => {
    const orderId = await owes(7_000, false);
    const { paymentId } = (await pay(orderId).expect(201)).body;
    api.temporal.down = true;
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(503);
    api.temporal.down = false;
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(200);
    expect(api.temporal.signalled.filter((one) => one.orderId === orderId)).toHaveLength(1);
  });

  test('a report that nobody could pass on: the worker tells the order, once, without the gateway', async () => {
    const orderId = await owes(8_000, false);
    const { paymentId } = (await pay(orderId).expect(201)).body;
    const tellAll = () =>
      tellUntoldPayments({
        database: api.database,
        secret: api.deps.env.ANJIA_SECRET,
        signal: ({ orderId, body }) => api.temporal.signal({ orderId, signal: 'paymentSettled', body }),
        olderThanMs: 0,
      });
    const told = () => api.temporal.signalled.filter((one) => one.orderId === orderId);
    await tellAll();
    api.temporal.down = true;
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(503);
    expect(await tellAll()).toBe(0);
    api.temporal.down = false;
    expect(told()).toHaveLength(0);
    expect(await tellAll()).toBe(1);
    expect(told()).toMatchObject([
      { body: { messageId: `payment-${paymentId}`, paymentId, amountFen: 8_000 } },
    ]);
    expect(await tellAll()).toBe(0);
  });

  test('a fee of a closed order: paid once in the books, whatever the gateway repeats', async () => {
    const orderId = await owes(3_000, true);
    expect(await money(orderId)).toMatchObject({ dueFen: 3_000, feeFen: 3_000, paidFen: 0 });
    const { paymentId } = (await pay(orderId).expect(201)).body;
    const signal = api.temporal.signal;
    api.temporal.signal = async () => 'gone';
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(200);
    await api.as(null)('post', `/dev/payments/${paymentId}`).send({ result: 'paid' }).expect(200);
    api.temporal.signal = signal;
    expect(await money(orderId)).toMatchObject({ dueFen: 0, paidFen: 3_000 });
    expect(await api.database.models.orderEvent.count({ where: { orderId, kind: 'paymentReceived' } })).toBe(
      1,
    );
    expect((await pay(orderId).expect(409)).body.code).toBe('WrongStage');
  });

  test('waiving a fee: once, with a reason on the timeline, told to the customer; then there is nothing to waive', async () => {
    const orderId = await owes(4_000, true);
    const key = aKey();
    const waive = (k: string) =>
      api
        .as(ops)('post', `/orders/${orderId}/fee-waiver`)
        .set('idempotency-key', k)
        .send({ reason: 'ourFault', note: 'we were late' });
    expect((await waive(key).expect(200)).body).toEqual({ waivedFen: 4_000 });
    expect((await waive(key).expect(200)).body).toEqual({ waivedFen: 4_000 });
    expect((await waive(aKey()).expect(409)).body.code).toBe('NothingToWaive');
    expect(await money(orderId)).toMatchObject({ dueFen: 0, feeFen: 0 });
    const view = (await api.as(customer)('get', `/orders/${orderId}`).expect(200)).body;
    expect(view.settlement).toBe('waived');
    expect(view.timeline.at(-1)).toMatchObject({
      kind: 'feeWaived',
      payload: { fen: 4_000, reason: 'ourFault' },
      role: 'ops',
    });
    expect(JSON.stringify(view)).not.toMatch('we were late');
    expect((await api.as(customer)('get', '/inbox').expect(200)).body.notices[0]).toMatchObject({
      template: 'feeWaived',
      orderId,
    });
  });

  test('waiving on an open order: is refused', async () => {
    const orderId = await owes(1_000, false);
    const call = api
      .as(ops)('post', `/orders/${orderId}/fee-waiver`)
      .set('idempotency-key', aKey())
      .send({ reason: 'x' });
    expect((await call.expect(409)).body.code).toBe('WrongStage');
  });

  test('a helper’s record: earnings with their sum', async () => {
    const { body } = await api.as(helper)('get', '/record').expect(200);
    const sum = body.earnings.reduce((total: number, { fen }: { fen: number }) => total + fen, 0);
    expect(body.totalFen).toBe(sum);
    expect(body.monthFen).toBe(sum);
    expect(sum).toBeGreaterThan(9_600);
  });
});
