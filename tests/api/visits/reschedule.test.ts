import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { verifyProof } from '#platform/proof.ts';
import { demoId } from '#prisma/seed/demo-people.ts';
import { anAgreement, anAmendment } from '#tests/support/agreements/rows.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aBooking, aLeave } from '#tests/support/calendars/rows.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { anEvent } from '#tests/support/orders/rows.ts';
import { each } from '#tests/support/rows.ts';
import { aProposal, aVisit } from '#tests/support/visits/rows.ts';

const HOUR = 3_600_000;
const HELPER = demoId('helper/100');

describe('another time for a planned visit', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let otherHelper: Person;
  let ops: Person;
  let reply: Api['temporal']['reply'];
  beforeAll(async () => {
    api = await anApi();
    reply = api.temporal.reply;
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    otherHelper = await api.signIn(PHONES.otherHelper);
    ops = await api.signIn(PHONES.ops);
  });
  afterEach(() => {
    api.temporal.reply = reply;
  });
  afterAll(() => api.close());

  /** A signed visit at ten o'clock on a Wednesday, some weeks ahead. */
  async function planned(weeks = 3) {
    const id = await anOrder(api, customer);
    const today = new Date();
    const wednesday = today.getUTCDate() + ((3 - today.getUTCDay() + 7) % 7) + 7 * weeks;
    const startsAt = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), wednesday, 2));
    const endsAt = new Date(startsAt.getTime() + 3 * HOUR);
    const times = { startsAt, endsAt };
    const { inquiry } = await api.database.models.order.update({
      where: { id },
      data: {
        stage: 'scheduled',
        helperId: HELPER,
        totalFen: 12_000,
        waitingFor: 'helper',
        deadline: startsAt,
        ...times,
      },
      include: { inquiry: true },
    });
    const agreement = await anAgreement(api.database, {
      orderId: id,
      helperId: HELPER,
      sealedAt: new Date(),
    });
    await aVisit(api.database, { orderId: id, helperId: HELPER, ...times });
    const { latitude, longitude } = inquiry!;
    await aBooking(api.database, { orderId: id, helperId: HELPER, latitude, longitude, ...times });
    const propose = (data: object = {}) =>
      aProposal(api.database, {
        orderId: id,
        agreementId: agreement.id,
        startsAt: new Date(startsAt.getTime() + HOUR),
        endsAt: new Date(endsAt.getTime() + HOUR),
        until: new Date(Date.now() + HOUR),
        ...data,
      });
    return { id, startsAt, agreement, propose };
  }
  const view = async (who: Person, id: string) =>
    (await api.as(who)('get', `/orders/${id}`).expect(200)).body;
  const send = (who: Person, path: string, body: object) =>
    api.as(who)('post', path).set('idempotency-key', aKey()).send(body);
  const dayOf = (at: Date) => at.toISOString().slice(0, 10);

  test('GET free-starts: what the calendar leaves, the own visit is no hindrance, leave shows at once', async () => {
    const { id, startsAt } = await planned(3);
    const ask = async (who: Person) =>
      (
        await api
          .as(who)('get', `/orders/${id}/free-starts?day=${dayOf(startsAt)}`)
          .expect(200)
      ).body.starts as { startsAt: string; consent: boolean }[];
    const starts = await ask(customer);
    const times = starts.map((s) => s.startsAt);
    expect(times).toContain(new Date(startsAt.getTime() + HOUR / 2).toISOString());
    expect(times).not.toContain(startsAt.toISOString());
    expect(starts.every((s) => !s.consent)).toBe(true);
    expect((await ask(helper)).map((s) => s.startsAt)).toEqual(times);
    const leave = { id: randomUUID(), helperId: HELPER };
    await aLeave(api.database, {
      ...leave,
      startsAt: new Date(startsAt.getTime() + 3 * HOUR),
      endsAt: new Date(startsAt.getTime() + 9 * HOUR),
    });
    expect((await ask(customer)).map((s) => s.startsAt)).not.toContain(
      new Date(startsAt.getTime() + HOUR / 2).toISOString(),
    );
    await api.database.models.leave.delete({ where: { id: leave.id } });
    await api
      .as(otherHelper)('get', `/orders/${id}/free-starts?day=${dayOf(startsAt)}`)
      .expect(404);
    await api.as(customer)('get', `/orders/${id}/free-starts?day=tomorrow`).expect(400);
    await api.database.models.order.update({ where: { id }, data: { stage: 'visit' } });
    const { body } = await api
      .as(customer)('get', `/orders/${id}/free-starts?day=${dayOf(startsAt)}`)
      .expect(409);
    expect(body.code).toBe('WrongStage');
  });

  test('POST reschedule: told with proof; only staff say for whom; a taken slot names other starts', async () => {
    const { id, startsAt } = await planned(4);
    const at = new Date(startsAt.getTime() + HOUR).toISOString();
    await send(customer, `/orders/${id}/reschedule`, { startsAt: at, side: 'helper' }).expect(200);
    const told = api.temporal.told.at(-1)!;
    expect(told).toMatchObject({
      orderId: id,
      action: 'proposeReschedule',
      message: { by: customer.id, role: 'customer', startsAt: at },
    });
    expect(told.message).not.toHaveProperty('side');
    const { proof, ...fields } = told.message as { proof: string };
    const claim = {
      ...{ subject: 'order', id, message: 'proposeReschedule', messageId: told.updateId },
      body: fields,
    };
    expect(verifyProof(SECRET, claim, proof)).toBe(true);
    await send(ops, `/orders/${id}/reschedule`, { startsAt: at, side: 'helper', reason: 'phoned' }).expect(
      200,
    );
    expect(api.temporal.told.at(-1)?.message).toMatchObject({
      role: 'ops',
      side: 'helper',
      reason: 'phoned',
    });
    await send(helper, `/orders/${id}/reschedule/answer`, { accept: false }).expect(200);
    expect(api.temporal.told.at(-1)?.message).toMatchObject({ by: helper.id, accept: false });
    await send(customer, `/orders/${id}/reschedule`, { startsAt: 'soon' }).expect(400);
    await send(otherHelper, `/orders/${id}/reschedule`, { startsAt: at }).expect(404);
    api.temporal.reply = () => ({
      is: 'answered',
      answer: { ok: false, code: 'HelperTaken', alternatives: [at] },
    });
    const { body } = await send(customer, `/orders/${id}/reschedule`, { startsAt: at }).expect(409);
    expect(body).toMatchObject({ code: 'HelperTaken', alternatives: [at] });
  });

  test('the order shows what is proposed and who may do what about it', async () => {
    const { id, startsAt, propose } = await planned(5);
    const before = await view(customer, id);
    expect(before.reschedule).toMatchObject({ left: 2, proposal: null });
    expect(before.allowed).toContain('proposeReschedule');
    expect(before.allowed).not.toContain('answerReschedule');
    await propose();
    for (const who of [customer, helper, ops]) {
      const { reschedule, allowed } = await view(who, id);
      expect(reschedule.proposal).toMatchObject({
        by: 'helper',
        startsAt: new Date(startsAt.getTime() + HOUR).toISOString(),
      });
      expect(allowed).toContain('answerReschedule');
      expect(allowed).not.toContain('proposeReschedule');
    }
    await api.database.models.order.update({ where: { id }, data: { stage: 'visit' } });
    expect((await view(customer, id)).reschedule).toBeNull();
  });

  test('moved twice: no third move', async () => {
    const { id, startsAt, agreement } = await planned(6);
    for (const n of [1, 2]) {
      const to = {
        startsAt: new Date(startsAt.getTime() + n * HOUR).toISOString(),
        endsAt: new Date(startsAt.getTime() + (n + 3) * HOUR).toISOString(),
      };
      const content = { version: 1, n, to, proposedBy: 'customer' };
      await anAmendment(api.database, {
        agreementId: agreement.id,
        orderId: id,
        n,
        content,
        hash: `${n}`.repeat(64),
      });
    }
    const order = await view(customer, id);
    expect(order.reschedule.left).toBe(0);
    expect(order.allowed).not.toContain('proposeReschedule');
  });

  test('GET cancellation: never less than what it cost when the visit was moved; free after a dropped helper', async () => {
    const { id } = await planned(7);
    const quote = async () => (await api.as(customer)('get', `/orders/${id}/cancellation`).expect(200)).body;
    expect(await quote()).toMatchObject({ feeFen: 0 });
    await api.database.models.visit.update({ where: { orderId: id }, data: { feeFloorFen: 2_400 } });
    expect(await quote()).toMatchObject({ feeFen: 2_400 });
    await anAgreement(api.database, {
      orderId: id,
      helperId: otherHelper.id,
      termsHash: 'b'.repeat(64),
      status: 'void',
      sealedAt: new Date(),
    });
    expect(await quote()).toMatchObject({ feeFen: 0 });
  });

  test('whether the helper is fit is shown to ops and the helper, not to the customer', async () => {
    const { id } = await planned(8);
    const caseId = randomUUID();
    await aCase(api.database, {
      id: caseId,
      orderId: id,
      kind: 'fitness',
      reason: 'certificateExpired',
      helperId: HELPER,
      openedAt: new Date(),
    });
    const base = { orderId: id, version: 1, role: 'system', cause: 'x' };
    await each(anEvent, api.database, [
      { ...base, kind: 'caseOpened', payload: { caseId, kind: 'fitness', reason: 'certificateExpired' } },
      { ...base, kind: 'helperReplaced', payload: { helperId: HELPER, reason: 'certificateExpired' } },
    ]);
    for (const [who, sees] of [
      [ops, true],
      [helper, true],
      [customer, false],
    ] as const) {
      const order = await view(who, id);
      expect(order.cases.some((one: { kind: string }) => one.kind === 'fitness')).toBe(sees);
      if (!sees) expect(JSON.stringify(order)).not.toContain('certificateExpired');
    }
  });
});
