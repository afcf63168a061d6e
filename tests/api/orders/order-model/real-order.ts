import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '#contracts/access.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { aNeed, type Person, PHONES } from '#tests/support/an-api.ts';
import type { LivingApi } from './living-api.ts';
import type { Act, Model, Step, Who } from './reference.ts';

const UNKNOWN = '00000000-0000-4000-8000-00000000000b';
const DAY = 86_400_000;

/** Everybody who may call, signed in once. */
export async function everybody({ api }: LivingApi) {
  const people = new Map<string, Promise<Person>>();
  const helper = (id: string): Promise<Person> => {
    const arriving =
      people.get(id) ??
      api.database.models.personPrivate
        .findUniqueOrThrow({ where: { personId: id } })
        .then(({ phone }) => api.signIn(phone.slice(3)));
    people.set(id, arriving);
    return arriving;
  };
  const [customer, stranger, agent, ops] = await Promise.all(
    [PHONES.customer, PHONES.otherCustomer, PHONES.agent, PHONES.ops].map((phone) => api.signIn(phone)),
  );
  return { customer: customer!, stranger: stranger!, agent: agent!, ops: ops!, helper };
}
export type Everybody = Awaited<ReturnType<typeof everybody>>;

/** One order through the API: every step is a call. */
export async function aRealOrder(living: LivingApi, people: Everybody, day: number) {
  const { api, send } = living;
  const date = new Date(Date.now() + day * DAY).toISOString().slice(0, 10);
  const need = await aNeed(api, people.customer.id);
  const window = { windowStart: `${date}T01:00:00Z`, windowEnd: `${date}T09:00:00Z` };
  const placed = await send(people.customer, 'post', '/orders', { ...need, ...window }).expect(201);
  const id = placed.body.orderId as string;
  const path = `/orders/${id}`;
  const view = async (): Promise<OrderView> => (await send(people.ops, 'get', path).expect(200)).body;

  /** The fields of the order that the model knows. */
  const seen = ({ stage, phase, settlement, agreement }: OrderView) => ({
    ...{ stage, phase: stage === 'closed' ? null : phase, settlement },
    signed: stage === 'agreement' ? [...(agreement?.signedBy ?? [])].sort() : [],
  });
  const wanted = ({ stage, phase, settlement, signed }: Model) => ({
    ...{ stage, phase: stage === 'closed' ? null : phase, settlement },
    signed: stage === 'agreement' ? [...signed].sort() : [],
  });
  /** Waits until the order is where the model expects; returns the difference when it is not. */
  async function stands(model: Model): Promise<{ is: unknown; should: unknown } | 'nobody left' | null> {
    const should = JSON.stringify(wanted(model));
    let order = await view();
    for (const until = Date.now() + 30_000; JSON.stringify(seen(order)) !== should; order = await view()) {
      // Everybody of the city was asked: only ops can go on from there.
      if (model.stage === 'selection' && order.needsOpsReason === 'noHelperFound') return 'nobody left';
      if (Date.now() > until) return { is: seen(order), should: wanted(model) };
      await sleep(50);
    }
    if (model.stage === 'selection' && order.shortlist.length < 2) return 'nobody left';
    return null;
  }

  async function whoIs(who: Who, order: OrderView): Promise<Person> {
    if (who !== 'booked' && who !== 'offered' && who !== 'unasked') return people[who];
    const round = order.shortlist.map((candidate) => candidate.helper.id);
    if (who === 'booked') return people.helper(firstOf(order));
    if (who === 'offered') return people.helper(round.find((one) => one !== order.helper?.id) ?? round[0]!);
    const asked = await api.database.models.candidate.findMany({ where: { orderId: id } });
    const { id: unasked } = await api.database.models.helper.findFirstOrThrow({
      where: { id: { notIn: asked.map(({ helperId }) => helperId) } },
      orderBy: { id: 'asc' },
    });
    return people.helper(unasked);
  }

  /** Whether the API offers this call to this person; null: not seen, or not decided by where the order stands. */
  async function offers({ who, act }: Step): Promise<boolean | null> {
    const action = ACTIONS[act];
    if (!action) return null;
    const seenByWho = await send(await whoIs(who, await view()), 'get', path);
    return seenByWho.status === 200 ? (seenByWho.body as OrderView).allowed.includes(action) : null;
  }

  /** 'ok', or the code of the refusal, of one call. */
  async function does({ who, act }: Step): Promise<string> {
    const order = await view();
    const person = await whoIs(who, order);
    const post = async (end: string, body: object = {}) => settledCode(person, `${path}/${end}`, body);
    const reason = 'model';
    switch (act) {
      case 'read':
        return codeOf(await send(person, 'get', path));
      case 'choose':
        return post('choice', { helperId: order.shortlist[0]?.helper.id ?? UNKNOWN });
      case 'chooseUnknown':
        return post('choice', { helperId: UNKNOWN });
      case 'rematch':
        return post('rematch', { reasons: ['other'] });
      case 'accept':
        return post('offer', { accept: true, ...(isStaff(who) ? { helperId: firstOf(order) } : {}) });
      case 'sign':
        return sign(person, order);
      case 'depart':
        return post('departure');
      case 'override':
        return post('check-in-override', { reason });
      case 'checkOut':
        return post('check-out');
      case 'confirm':
        return post('confirmation');
      case 'object':
        return post('objection', { reason: 'late' });
      case 'reject': {
        const caseId = order.cases.find((one) => one.status === 'open')?.id ?? UNKNOWN;
        return post('case-decision', { caseId, decision: 'rejected', reason });
      }
      case 'cash':
        return post('cash', { amountFen: order.money?.dueFen || 1, reason });
      case 'wrongCash':
        return post('cash', { amountFen: (order.money?.dueFen ?? 0) + 1, reason });
      case 'review':
        return post('review', { attitude: 4, effect: 4, contractKept: true });
      case 'cancel':
        return post('cancellation', { reason });
      case 'withdraw':
        return post('withdrawal', { reason });
      case 'dispatchUnknown':
        return post('dispatch', { helperId: UNKNOWN, reason });
      case 'retry':
        return post('retry', { reason });
      case 'complete':
        return post('inquiry', { quantity: 3, ...window });
    }
  }

  /** A code of one's own first; who gets none is refused there already. */
  async function sign(person: Person, order: OrderView): Promise<string> {
    const sent = await answerOf(person, `${path}/agreement/code`);
    if (sent.status !== 200) return codeOf(sent);
    // Of this order: the same person may be sent codes of others at the same time.
    const { id: codeId } = await api.database.models.signingCode.findFirstOrThrow({
      where: { orderId: id, personId: person.id },
      orderBy: { createdAt: 'desc' },
    });
    const { code } = await api.database.models.outbox.findFirstOrThrow({
      where: { key: { contains: codeId } },
    });
    const termsHash = order.agreement?.termsHash ?? 'a'.repeat(64);
    return settledCode(person, `${path}/agreement/signature`, { termsHash, code });
  }

  /** A busy instance is called again with the same key, as a browser does. */
  async function answerOf(person: Person, end: string, body: object = {}) {
    const key = crypto.randomUUID();
    for (const until = Date.now() + 60_000; ; await sleep(200)) {
      const answer = await send(person, 'post', end, body, key);
      if (answer.status !== 503 || Date.now() > until) return answer;
    }
  }

  /** After a 202 the answer is polled, as a browser does. */
  async function settledCode(person: Person, end: string, body: object): Promise<string> {
    const first = await answerOf(person, end, body);
    let answer = first;
    for (const until = Date.now() + 60_000; answer.status === 202 && Date.now() < until; ) {
      await sleep(200);
      answer = await send(person, 'get', `${path}/answers/${first.body.answerId}`);
    }
    return codeOf(answer);
  }
  return { id, does, offers, stands };
}

/** Calls that are allowed or refused by the state of the order alone, not by their content. */
const ACTIONS: Partial<Record<Act, Action>> = {
  ...{
    choose: 'chooseHelper',
    rematch: 'rematch',
    sign: 'sign',
    depart: 'depart',
    override: 'overrideCheckIn',
  },
  ...{ checkOut: 'checkOut', confirm: 'confirmCompletion', object: 'object', reject: 'decideCase' },
  ...{ cash: 'recordCash', review: 'submitReview', cancel: 'cancelOrder', withdraw: 'withdrawHelper' },
  ...{ retry: 'retryStep', complete: 'completeInquiry' },
};

const isStaff = (who: Who): boolean => who === 'agent' || who === 'ops';
/** Who is booked, else the first of the list. */
const firstOf = ({ helper, shortlist }: OrderView): string => helper?.id ?? shortlist[0]!.helper.id;
const codeOf = ({ status, body }: { status: number; body: { code?: string } }): string =>
  status < 300 && status !== 202 ? 'ok' : (body.code ?? String(status));
