import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { feePostings, writeLedger } from '#activities/money/ledger.ts';
import { rowsOfAgreement } from '#api/agreements/reads/rows-of-agreement.ts';
import { hashSigningCode } from '#api/agreements/writes/make-signing-code.ts';
import { proveSigner } from '#api/agreements/writes/prove-signer.ts';
import { Refused } from '#api/http/refused.ts';
import { sql } from '#platform/sql.ts';
import { aDocument, anAgreement, anAmendment, aSignature } from '#tests/support/agreements/rows.ts';
import { type Api, aKey, anApi, anOrder, type Person, PHONES, SECRET } from '#tests/support/an-api.ts';
import { aCandidate, QUOTE } from '#tests/support/matching/rows.ts';
import { anEvent } from '#tests/support/orders/rows.ts';
import { each } from '#tests/support/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';

describe('the agreement', () => {
  let api: Api;
  let customer: Person;
  let helper: Person;
  let other: Person;
  let orderId: string;
  const termsHash = 'a'.repeat(64);
  beforeAll(async () => {
    api = await anApi();
    customer = await api.signIn(PHONES.customer);
    helper = await api.signIn(PHONES.helper);
    other = await api.signIn(PHONES.otherHelper);
  });
  afterAll(() => api.close());

  /** An order that its chosen helper and customer are about to sign; the other helper only had an offer. */
  async function toSign(): Promise<string> {
    const id = await anOrder(api, customer);
    const { database } = api;
    await each(aCandidate, database, [
      { orderId: id, helperId: helper.id, status: 'chosen' },
      { orderId: id, helperId: other.id, status: 'passed', rank: 2 },
    ]);
    const terms = {
      version: 1,
      orderId: id,
      customerId: customer.id,
      helperId: helper.id,
      serviceCode: 'dailyCleaning',
      city: 'zibo',
      district: '370303',
      quantity: 3,
      unit: 'hour',
      startsAt: new Date(Date.now() + 86_400_000).toISOString(),
      endsAt: new Date(Date.now() + 97_200_000).toISOString(),
      quote: QUOTE,
      helperFen: 9600,
      platformFen: 2400,
      cancelFees: [],
      noShowFeePercent: 50,
      clauses: [],
    };
    await anAgreement(database, { orderId: id, helperId: helper.id, terms, termsHash, status: 'drafted' });
    await database.models.order.update({
      where: { id },
      data: {
        ...{ stage: 'agreement', helperId: helper.id, totalFen: 12_000 },
        ...{ startsAt: terms.startsAt, endsAt: terms.endsAt, deadline: new Date(Date.now() + 1_800_000) },
      },
    });
    return id;
  }
  const askCode = (who: Person, key = aKey()) =>
    api.as(who)('post', `/orders/${orderId}/agreement/code`).set('idempotency-key', key).send({});
  const codes = (phone: string) =>
    api.database.models.outbox.findMany({
      where: { to: `+86${phone}`, body: { contains: '签署' } },
      orderBy: { at: 'asc' },
    });
  const sign = (who: Person, code: string, key = aKey(), hash = termsHash) =>
    api
      .as(who)('post', `/orders/${orderId}/agreement/signature`)
      .set('idempotency-key', key)
      .send({ termsHash: hash, code });

  test('both see the terms; before the signatures names are masked and the place is hidden from the helper', async () => {
    orderId = await toSign();
    const ofCustomer = await api.as(customer)('get', `/orders/${orderId}/agreement`).expect(200);
    const ofHelper = await api.as(helper)('get', `/orders/${orderId}/agreement`).expect(200);
    expect(ofCustomer.body).toMatchObject({ termsHash, customerName: '张敏', terms: { helperFen: 9600 } });
    expect(ofHelper.body).toMatchObject({
      termsHash,
      customerName: '张**',
      addressLine: null,
      helperName: '王淑芬',
    });
    await api.as(other)('get', `/orders/${orderId}/agreement`).expect(404);
    await api.as(customer)('get', `/orders/${orderId}/agreement.pdf`).expect(404);
  });

  test('a code: sent to the own phone once per key, kept only as a hash; the helper who was only asked gets none', async () => {
    const key = aKey();
    expect((await askCode(customer, key).expect(200)).body).toEqual({ sentTo: '139****0001' });
    await askCode(customer, key).expect(200);
    const sent = await codes(PHONES.customer);
    expect(sent).toHaveLength(1);
    const [kept] = await api.database.models.signingCode.findMany({ where: { orderId } });
    expect(kept?.codeHash).not.toMatch(sent[0]!.code!);
    expect((await askCode(other)).body.code).toBe('NotAllowed');
  });

  test('signing: evidence first, then the message with ids only; the same key needs no second code', async () => {
    const code = (await codes(PHONES.customer)).at(-1)!.code!;
    const key = aKey();
    await sign(customer, code, key).expect(200);
    const { message, updateId } = api.temporal.told.at(-1)!;
    const agreement = await api.database.models.agreement.findFirstOrThrow({ where: { orderId } });
    expect(message).toMatchObject({
      party: 'customer',
      agreementId: agreement.id,
      evidenceId: updateId,
      termsHash,
      by: customer.id,
    });
    expect(message).not.toHaveProperty('code');
    const evidence = await api.database.models.signingEvidence.findUniqueOrThrow({ where: { id: updateId } });
    expect(evidence).toMatchObject({
      orderId,
      personId: customer.id,
      termsHash,
      ip: expect.stringMatching(/127\.0\.0\.1/),
    });
    await sign(customer, code, key).expect(200);
    expect((await sign(customer, code)).body.code).toBe('WrongCode');
    expect(await api.database.models.signingEvidence.count({ where: { orderId } })).toBe(1);
  });

  test('signed, and the order agreed on other terms since: the same key still gets its answer', async () => {
    const { database } = api;
    orderId = await toSign();
    await askCode(customer).expect(200);
    const code = (await codes(PHONES.customer)).at(-1)!.code!;
    const key = aKey();
    const first = await sign(customer, code, key).expect(200);
    const { agreementId } = api.temporal.told.at(-1)!.message as unknown as { agreementId: string };
    // The helper dropped out; another helper's terms apply now.
    const old = await database.models.agreement.update({
      where: { id: agreementId },
      data: { status: 'void' },
    });
    const now = {
      ...old,
      id: randomUUID(),
      termsHash: 'c'.repeat(64),
      status: 'drafted',
      createdAt: new Date(),
    };
    await anAgreement(database, { ...now, terms: old.terms as object });
    expect((await sign(customer, code, key).expect(200)).body).toEqual(first.body);
    expect(api.temporal.told.at(-1)!.message).toMatchObject({ agreementId, termsHash });
    expect((await sign(customer, code, aKey())).body.code).toBe('TermsChanged');
  });

  test("five wrong codes, another person's code and old terms: nothing is signed", async () => {
    orderId = await toSign();
    await askCode(customer).expect(200);
    const code = (await codes(PHONES.customer)).at(-1)!.code!;
    const told = api.temporal.told.length;
    expect((await sign(helper, code)).body.code).toBe('WrongCode');
    expect((await sign(customer, code, aKey(), 'b'.repeat(64))).body.code).toBe('TermsChanged');
    const wrong = code === '000000' ? '000001' : '000000';
    const guesses = await Promise.all(Array.from({ length: 5 }, () => sign(customer, wrong)));
    expect(guesses.map(({ body }) => body.code)).toEqual(Array(5).fill('WrongCode'));
    expect((await sign(customer, code)).body.code).toBe('WrongCode');
    expect(api.temporal.told.length).toBe(told);
    expect(await api.database.models.signingEvidence.count({ where: { orderId } })).toBe(0);
  });

  test('what each may see and do: the chosen helper, the one who was only asked, the customer, ops', async () => {
    const ops = await api.signIn(PHONES.ops);
    const view = async (who: Person) => (await api.as(who)('get', `/orders/${orderId}`).expect(200)).body;
    const [mine, chosen, asked, office] = [
      await view(customer),
      await view(helper),
      await view(other),
      await view(ops),
    ];
    expect(mine.allowed).toEqual(['sign', 'cancelOrder']);
    expect(chosen.allowed).toEqual(['answerOffer', 'sign', 'withdrawHelper']);
    expect(asked.allowed).toEqual([]);
    expect(office.allowed).toEqual(['answerOffer', 'withdrawHelper', 'cancelOrder', 'extendDeadline']);
    expect(mine.contact).toMatchObject({ name: '张敏' });
    expect([chosen.contact, asked.contact, asked.helper, asked.agreement, asked.money]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
    expect([mine.need.careNotes, office.need.careNotes]).toEqual(['the cat bites', 'the cat bites']);
    // Whoever is to sign must know the work; who was only asked does not.
    expect([chosen.need.careNotes, asked.need.careNotes]).toEqual(['the cat bites', null]);
    expect(mine.shortlist).toHaveLength(2);
    // An exact distance would reveal the address.
    const metres = [mine, asked, office].map(({ shortlist }) => shortlist[0].reasons);
    expect(metres).toEqual([1_000, 1_000, 1_200].map((value) => [{ code: 'near', value }]));
    expect(asked.shortlist.map((c: { helper: { id: string } }) => c.helper.id)).toEqual([other.id]);
    expect(JSON.stringify(asked)).not.toMatch(helper.id);
    expect(JSON.stringify([mine, chosen, asked])).not.toMatch(PHONES.helper);
  });

  test('the start code: on the customer’s screen only, the place on the helper’s once both have signed', async () => {
    const startsAt = new Date(Date.now() + 86_400_000);
    await api.database.models.agreement.updateMany({ where: { orderId }, data: { status: 'signed' } });
    await api.database.models.order.update({
      where: { id: orderId },
      data: { stage: 'scheduled', startsAt },
    });
    await aVisit(api.database, {
      orderId,
      helperId: helper.id,
      startCode: '4711',
      startsAt,
      endsAt: new Date(startsAt.getTime() + 10_800_000),
    });
    const view = async (who: Person) => (await api.as(who)('get', `/orders/${orderId}`).expect(200)).body;
    expect((await view(customer)).visit.startCode).toBe('4711');
    const ofHelper = await view(helper);
    expect(ofHelper.contact).toMatchObject({ name: '张敏', phone: expect.stringMatching(/13900000001$/) });
    expect(ofHelper.need.careNotes).toBe('the cat bites');
    expect(ofHelper.allowed).toEqual(['withdrawHelper', 'proposeReschedule']);
    expect(
      JSON.stringify([ofHelper, await view(other), await view(await api.signIn(PHONES.ops))]),
    ).not.toMatch('4711');
    expect((await api.as(helper)('get', '/my-day').expect(200)).body.visits).toMatchObject([
      { id: orderId, phase: 'planned' },
    ]);
  });

  /** Both have signed and the document is drawn. */
  async function sealed(): Promise<string> {
    const id = await toSign();
    const { database } = api;
    await database.models.inquiry.update({
      where: { orderId: id },
      data: { remarks: 'door code 1234', wishes: { illness: 'stroke', sex: 'female' } },
    });
    const [agreement] = await database.models.agreement.updateManyAndReturn({
      where: { orderId: id },
      data: { status: 'signed' },
    });
    await aDocument(database, { agreementId: agreement!.id });
    const [startsAt, endsAt] = [new Date(Date.now() + 86_400_000), new Date(Date.now() + 97_200_000)];
    await aVisit(database, { orderId: id, helperId: helper.id, startCode: '4711', startsAt, endsAt });
    await database.models.order.update({ where: { id }, data: { stage: 'scheduled', startsAt, endsAt } });
    return id;
  }
  /** What a person learns about the other side: in the order, the agreement and the document. */
  async function learns(who: Person) {
    const { body: order } = await api.as(who)('get', `/orders/${orderId}`).expect(200);
    const { body: agreement } = await api.as(who)('get', `/orders/${orderId}/agreement`).expect(200);
    const { status } = await api.as(who)('get', `/orders/${orderId}/agreement.pdf`);
    expect([order.agreement.pdf, agreement.pdf]).toEqual([status === 200, status === 200]);
    return {
      contact: order.contact !== null,
      words: [order.need.careNotes, order.need.remarks, order.need.wishes.illness ?? null],
      name: agreement.customerName,
      place: agreement.addressLine !== null,
      pdf: status,
    };
  }
  const WORDS = ['the cat bites', 'door code 1234', 'stroke'];
  const EVERYTHING = { contact: true, words: WORDS, name: '张敏', place: true, pdf: 200 };
  const NOTHING = { contact: false, words: [null, null, null], name: '张**', place: false, pdf: 404 };

  test('two hours after the visit the helper knows whom, where and why no more; the customer keeps all', async () => {
    orderId = await sealed();
    const { database } = api;
    expect(await learns(helper)).toEqual(EVERYTHING);
    const checkedOut = (minutes: number) =>
      database.models.visit.update({
        where: { orderId },
        data: { checkedOutAt: new Date(Date.now() - minutes * 60_000) },
      });
    await database.models.order.update({
      where: { id: orderId },
      data: { stage: 'closed', ending: 'completed' },
    });
    await checkedOut(119);
    expect(await learns(helper)).toEqual(EVERYTHING);
    await checkedOut(121);
    expect(await learns(helper)).toEqual(NOTHING);
    expect(await learns(customer)).toEqual(EVERYTHING);
    expect(await learns(await api.signIn(PHONES.ops))).toEqual(EVERYTHING);
    const { body } = await api.as(helper)('get', `/orders/${orderId}/agreement`).expect(200);
    expect(body).toMatchObject({ status: 'signed', termsHash, documentSha256: 'd'.repeat(64) });
  });

  test('a void agreement: its document is for staff, and for a customer who was charged under it', async () => {
    orderId = await sealed();
    const { database } = api;
    await database.models.agreement.updateMany({ where: { orderId }, data: { status: 'void' } });
    await database.models.order.update({
      where: { id: orderId },
      data: { stage: 'closed', ending: 'cancelled' },
    });
    expect(await learns(helper)).toEqual(NOTHING);
    expect(await learns(customer)).toEqual({ ...EVERYTHING, pdf: 404 });
    expect(await learns(await api.signIn(PHONES.agent))).toEqual(EVERYTHING);
    const ids = { customerId: customer.id, helperId: helper.id, policy: { feeToHelperPercent: 50 } };
    await database.transaction((tx) =>
      writeLedger(tx, {
        ...{ key: `${orderId}/fee`, orderId, kind: 'cancelFee', cause: 'test', at: new Date().toISOString() },
        postings: feePostings({ fen: 6_000, payer: 'customer', ...ids }),
      }),
    );
    expect(await learns(customer)).toEqual(EVERYTHING);
    expect(await learns(helper)).toEqual(NOTHING);
  });

  test('a helper who was replaced: nothing of the customer, whatever he had signed', async () => {
    orderId = await sealed();
    const { database } = api;
    await database.models.agreement.updateMany({ where: { orderId }, data: { status: 'void' } });
    await database.models.order.update({
      where: { id: orderId },
      data: { stage: 'selection', helperId: null, round: 1 },
    });
    const { body } = await api.as(helper)('get', `/orders/${orderId}`).expect(200);
    expect([body.contact, body.need, body.agreement.pdf]).toEqual([null, null, false]);
    const { body: agreement } = await api.as(helper)('get', `/orders/${orderId}/agreement`).expect(200);
    expect(agreement).toMatchObject({ customerName: '张**', addressLine: null, pdf: false });
    await api.as(helper)('get', `/orders/${orderId}/agreement.pdf`).expect(404);
  });

  test('a helper who was only asked: what became of the order without him is not told, whether he said no or was passed', async () => {
    orderId = await sealed();
    const { database } = api;
    const at = new Date();
    await database.models.order.update({
      where: { id: orderId },
      data: {
        ...{ stage: 'closed', ending: 'customer_no_show', settlement: 'due', waitingFor: 'ops' },
        ...{ deadline: at, closedAt: at, needsOps: true, needsOpsReason: 'fitness' },
      },
    });
    await database.models.visit.update({ where: { orderId }, data: { departedAt: at } });
    const event = { orderId, version: 9, at };
    await each(anEvent, database, [
      { ...event, kind: 'inquiryReceived', payload: { channel: 'web', complete: true, named: helper.id } },
      { ...event, kind: 'closed', payload: { ending: 'customer_no_show' } },
    ]);
    for (const status of ['passed', 'declined']) {
      await database.models.candidate.updateMany({
        where: { orderId, helperId: other.id },
        data: { status },
      });
      const { body } = await api.as(other)('get', `/orders/${orderId}`).expect(200);
      expect(body).toMatchObject({
        ...{ stage: 'closed', word: 'cancelled', phase: null, ending: null, settlement: 'none' },
        ...{ deadline: null, waitingFor: null, needsOps: false, needsOpsReason: null },
      });
      expect(body.shortlist).toMatchObject([{ helper: { id: other.id }, status }]);
      expect(JSON.stringify(body)).not.toMatch(new RegExp(`no_show|fitness|${helper.id}`));
    }
    const { body } = await api.as(helper)('get', `/orders/${orderId}`).expect(200);
    expect(body).toMatchObject({
      ...{ phase: 'departed', ending: 'customer_no_show', settlement: 'due', waitingFor: 'ops' },
      ...{ deadline: at.toISOString(), needsOps: true, needsOpsReason: 'fitness' },
    });
  });

  test('a helper who is being asked: until when, and nothing of what ops do about the order', async () => {
    orderId = await anOrder(api, customer);
    const { database } = api;
    const deadline = new Date(Date.now() + 600_000);
    await aCandidate(database, { orderId, helperId: other.id });
    await database.models.order.update({
      where: { id: orderId },
      data: {
        ...{ stage: 'selection', waitingFor: 'customer', deadline },
        ...{ needsOps: true, needsOpsReason: 'noHelperFound' },
      },
    });
    const { body } = await api.as(other)('get', `/orders/${orderId}`).expect(200);
    expect(body).toMatchObject({
      ...{ waitingFor: 'customer', deadline: deadline.toISOString(), needsOps: false, needsOpsReason: null },
    });
    await database.models.order.update({ where: { id: orderId }, data: { round: 1 } });
    const later = await api.as(other)('get', `/orders/${orderId}`).expect(200);
    expect(later.body).toMatchObject({ waitingFor: null, deadline: null, shortlist: [], need: null });
  });

  test('a storm of guesses: five are counted, then the right code is wrong, too', async () => {
    orderId = await toSign();
    await askCode(customer).expect(200);
    const code = (await codes(PHONES.customer)).at(-1)!.code!;
    const wrong = Array.from({ length: 40 }, (_, n) =>
      String((Number(code) + n + 1) % 1_000_000).padStart(6, '0'),
    );
    const said = await Promise.all(wrong.map((one) => sign(customer, one)));
    expect(new Set(said.map(({ body }) => body.code))).toEqual(new Set(['WrongCode']));
    const [kept] = await api.database.models.signingCode.findMany({ where: { orderId } });
    expect(kept).toMatchObject({ attempts: 5, usedAt: null });
    expect((await sign(customer, code)).body.code).toBe('WrongCode');
    // Another guess was in progress when this code was accepted: the count of now decides.
    const reader = { id: customer.id, role: 'customer', city: 'zibo', locale: 'zh-CN' } as const;
    const call = { reader, orderId, evidenceId: randomUUID(), termsHash };
    const facts = { provenHash: null, codeId: kept!.id, codeHash: kept!.codeHash, attempts: 0 };
    const req = { headers: {} } as never;
    await expect(proveSigner({ ...call, deps: api.deps, code, facts, req })).rejects.toMatchObject({
      code: 'WrongCode',
    });
    expect(await api.database.models.signingEvidence.count({ where: { orderId } })).toBe(0);
    await api.database.models.signingCode.update({ where: { id: kept!.id }, data: { attempts: 4 } });
    await proveSigner({ ...call, deps: api.deps, code, facts, req });
    expect(await api.database.models.signingEvidence.count({ where: { orderId } })).toBe(1);
  });

  test('one code, many calls at once: one evidence; the same call many times is the same evidence', async () => {
    orderId = await toSign();
    await askCode(customer).expect(200);
    const code = (await codes(PHONES.customer)).at(-1)!.code!;
    const keys = [...Array(10).fill(aKey()), ...Array.from({ length: 10 }, () => aKey())] as string[];
    const said = await Promise.all(keys.map((key) => sign(customer, code, key)));
    const evidence = await api.database.models.signingEvidence.findMany({ where: { orderId } });
    expect(evidence).toHaveLength(1);
    const right = keys.filter((_, n) => said[n]!.status === 200);
    expect(new Set(right).size).toBe(1);
    expect(right).toHaveLength(keys.filter((key) => key === right[0]).length);
    expect(new Set(said.flatMap(({ status, body }) => (status === 200 ? [] : [body.code])))).toEqual(
      new Set(['WrongCode']),
    );
  });

  test('twenty codes asked for at once: five are sent, the others are too many, and nobody else waits for them', async () => {
    const id = await toSign();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        api.as(helper)('post', `/orders/${id}/agreement/code`).set('idempotency-key', aKey()).send({}),
      ),
    );
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([...Array(5).fill(200), ...Array(15).fill(429)]);
    expect(await api.database.models.signingCode.count({ where: { orderId: id } })).toBe(5);
  });

  test('an operator who is slow: no connection waits with it; away: 503, and the same key sends the same code later', async () => {
    const id = await toSign();
    const { sendCode } = api.deps;
    const key = aKey();
    const ask = (given = aKey()) =>
      api.as(helper)('post', `/orders/${id}/agreement/code`).set('idempotency-key', given).send({});
    let open = 0;
    api.deps.sendCode = async () => {
      const rows = await api.database.query<{ n: number }>(sql`
        SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND state LIKE 'idle in transaction%'`);
      open = Math.max(open, rows[0]!.n);
      throw new Refused('Unavailable');
    };
    await ask(key).expect(503);
    expect(open).toBe(0);
    const sent: string[] = [];
    api.deps.sendCode = async ({ code }) => void sent.push(code);
    await ask(key).expect(200);
    await ask(key).expect(200);
    api.deps.sendCode = sendCode;
    const row = await api.database.models.signingCode.findFirstOrThrow({ where: { orderId: id } });
    expect(new Set(sent.map((code) => hashSigningCode(SECRET, row.id, code)))).toEqual(
      new Set([row.codeHash]),
    );
    await api.database.models.signingCode.update({ where: { id: row.id }, data: { usedAt: new Date() } });
    api.deps.sendCode = async () => {
      throw new Error('a used code is not sent again');
    };
    await ask(key).expect(200);
    api.deps.sendCode = sendCode;
  });

  test('what the screen of an agreement reads in one statement is what Prisma reads', async () => {
    const { database } = api;
    orderId = await toSign();
    // A helper who dropped out; a later agreement without result, and between them the one that applies.
    const { id: _, ...old } = await database.models.agreement.update({
      where: { id: (await database.models.agreement.findFirstOrThrow({ where: { orderId } })).id },
      data: { status: 'void' },
    });
    const later = (n: number) => new Date(Date.now() + n * 1_000);
    const terms = { odd: ['¥', 1.5, null] };
    const last = await anAgreement(database, { ...old, terms, createdAt: later(9) });
    const { id } = await anAgreement(database, {
      ...old,
      terms,
      helperId: other.id,
      status: 'drafted',
      createdAt: later(5),
    });
    const party = { agreementId: id, termsHash, evidenceId: randomUUID() };
    await each(aSignature, database, [
      { ...party, party: 'helper', personId: other.id, signedAt: later(2) },
      { ...party, party: 'customer', personId: customer.id, signedAt: later(1) },
    ]);
    const amendment = { agreementId: id, orderId, previousHash: termsHash, at: later(3) };
    await each(
      anAmendment,
      database,
      [2, 1].map((n) => ({ ...amendment, n, content: { n }, hash: `hash ${n}` })),
    );
    await aDocument(database, { agreementId: id, pdf: Buffer.from('pdf'), sha256: 'of the pdf' });
    const readBy = async (who: Person, role: 'customer' | 'helper') => {
      const reader = { id: who.id, role, city: 'zibo', locale: 'zh-CN' } as const;
      return (await rowsOfAgreement({ database, reader, orderId }))!;
    };
    const rows = await readBy(customer, 'customer');
    expect(await readBy(other, 'helper')).toStrictEqual(rows);
    expect(await readBy(helper, 'helper')).toMatchObject({
      id: last.id,
      signatures: [],
      documentSha256: null,
    });
    const read = await database.models.agreement.findUniqueOrThrow({
      where: { id },
      select: {
        ...{ id: true, helperId: true, terms: true, termsHash: true, status: true },
        signatures: { select: { party: true, signedAt: true }, orderBy: { signedAt: 'asc' } },
        amendments: { select: { content: true, hash: true, at: true }, orderBy: { n: 'asc' } },
      },
    });
    const { displayName } = await database.models.helper.findUniqueOrThrow({ where: { id: other.id } });
    const { addressLine } = await database.models.inquiry.findUniqueOrThrow({ where: { orderId } });
    expect(rows).toStrictEqual({
      ...{ ...read, displayName, addressLine, documentSha256: 'of the pdf' },
      ...{ checkedOutAt: null, charged: false },
    });
    await database.models.agreement.update({ where: { id }, data: { status: 'void' } });
    expect(await readBy(customer, 'customer')).toMatchObject({ id: last.id });
    expect(await readBy(other, 'helper')).toMatchObject({ id });
  });
});
