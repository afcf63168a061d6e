import { WorkflowNotFoundError, WorkflowUpdateFailedError } from '@temporalio/client';
import type { Action } from '#contracts/access.ts';
import { caseSubjectId, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import type { Answer } from '#contracts/errors.ts';
import { makeProof } from '#platform/proof.ts';
import { type AnOrder, CUSTOMER, HELPER, OPS, PROOF, type TestServer } from '#tests/support/an-order.ts';
import { TERMS_HASH } from '#tests/support/fake-activities.ts';
import { CASE_SECRET } from '#tests/support/living-cases.ts';

/** The messages of people and machines to one order. Each may be sent many times, from two senders, in any order. */
export type MessageName =
  | 'choose'
  | 'helperSigns'
  | 'customerSigns'
  | 'checkIn'
  | 'checkOut'
  | 'confirm'
  | 'object'
  | 'decide'
  | 'pay'
  | 'review';

export interface Way {
  /** The customer objects, and ops decide, instead of confirming. */
  objection: boolean;
  /** The helper's phone had no network: check-in and check-out come as queued events, in any order. */
  offline: boolean;
}

/** One sending of a message: `site` is the sender; the same sender repeats it under the same id. */
export interface Telling {
  message: MessageName;
  site: number;
}

export const messagesOf = ({ objection }: Way): MessageName[] => [
  ...(['choose', 'helperSigns', 'customerSigns', 'checkIn', 'checkOut'] as const),
  ...(objection ? (['object', 'decide'] as const) : (['confirm'] as const)),
  ...(['pay', 'review'] as const),
];

const by = (id: string, role: string) => ({ by: id, role, proof: PROOF });
const customer = by(CUSTOMER, 'customer');
const helper = by(HELPER, 'helper');

/** Accepted, refused for ever for this call, refused before it was accepted, or too late. */
type Told = { is: 'taken' | 'declined'; answer: Answer | 'signal' } | { is: 'refused' } | { is: 'over' };

/**
 * Runs an order with the given messages, `together` of them at a time. A message that came too early is sent again
 * later; nobody stops before everything was accepted or the order is closed. Returns wrong answers.
 */
export async function liveShuffled(input: {
  server: TestServer;
  way: Way;
  tellings: Telling[];
  together: number[];
}): Promise<{ order: AnOrder; problems: string[] }> {
  const { server, way, together } = input;
  const order = await server.anOrder({ startsIn: 0.5 });
  await order.reaches({ stage: 'selection' });
  const queue = [...input.tellings];
  const heard = new Set<MessageName>();
  const answers = new Map<string, string>();
  const problems: string[] = [];
  /** A refused message is sent again as a new call: how often by each sender. */
  const calls = new Map<string, number>();
  const idOf = ({ message, site }: Telling) => `${message}/${site}/${calls.get(`${message}/${site}`) ?? 0}`;

  for (let turn = 0; queue.length > 0; turn += 1) {
    if (turn > 400) throw new Error(`never heard: ${queue.map(({ message }) => message).join(', ')}`);
    const batch = queue.splice(0, together[turn % together.length]!);
    const ids = batch.map(idOf);
    const told = await Promise.all(
      batch.map((telling, n) =>
        answered(order, () => tell(order, way, telling, ids[n]!), `${turn}: ${ids[n]}`),
      ),
    );
    for (const [n, one] of told.entries()) {
      const telling = batch[n]!;
      const id = ids[n]!;
      if (one.is === 'over') continue;
      if (one.is === 'refused') {
        if (answers.has(id)) problems.push(`${id}: taken in, then refused`);
      } else {
        const answer = JSON.stringify(one.answer);
        const before = answers.get(id);
        if (before !== undefined && before !== answer) problems.push(`${id}: ${before}, then ${answer}`);
        answers.set(id, answer);
        if (one.is === 'taken') heard.add(telling.message);
        else calls.set(`${telling.message}/${telling.site}`, Number(id.split('/')[2]) + 1);
      }
      // The other sender was accepted meanwhile: nothing is left to send.
      if (one.is !== 'taken' && !heard.has(telling.message)) queue.push(telling);
    }
  }
  return { order, problems };
}

/** The case that the order has opened, also when it is decided. */
function caseOf(order: AnOrder) {
  const opened = order.calls().find(({ name }) => name === 'openCase');
  if (!opened) return undefined;
  const caseId = opened.input.caseId as string;
  return { caseId, handle: order.handle.client.getHandle(caseWorkflowId(caseId, 1)) };
}

async function tell(order: AnOrder, way: Way, { message }: Telling, id: string): Promise<Told> {
  const updateId = `${order.orderId}/${id}`;
  const send = async <A extends Action>(
    action: A,
    body: object,
    to: Pick<AnOrder['handle'], 'executeUpdate'> = order.handle,
  ): Promise<Told> => {
    try {
      const answer = await to.executeUpdate<Answer, [object]>(action, { args: [body], updateId });
      return { is: answer.ok ? 'taken' : 'declined', answer };
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return { is: 'refused' };
      if (error instanceof WorkflowNotFoundError) return { is: 'over' };
      throw error;
    }
  };
  const signal = async (name: string, body: object): Promise<Told> => {
    try {
      await order.handle.signal(name, body);
      return { is: 'taken', answer: 'signal' };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { is: 'over' };
      throw error;
    }
  };
  const signs = async (party: 'customer' | 'helper'): Promise<Told> => {
    const agreementId = (await seen(order))?.agreementId ?? 'none-yet';
    const body = { party, agreementId, evidenceId: `evidence-${party}`, termsHash: TERMS_HASH };
    return send('sign', { ...(party === 'customer' ? customer : helper), ...body });
  };
  /** The phone knows the visit only when both have signed. */
  const queued = async (name: string, body: object): Promise<Told> => {
    const stage = (await seen(order))?.stage;
    if (stage && ['selection', 'matching', 'agreement'].includes(stage)) return { is: 'refused' };
    const deviceAt = '2026-11-22T10:00:00.000Z';
    return signal(name, { ...helper, ...body, messageId: id.replaceAll('/', '-'), deviceAt });
  };
  switch (message) {
    case 'choose':
      return send('chooseHelper', { ...customer, helperId: HELPER });
    case 'helperSigns':
      return signs('helper');
    case 'customerSigns':
      return signs('customer');
    case 'checkIn':
      return way.offline
        ? queued('checkedIn', { startCode: '1234' })
        : send('checkIn', { ...helper, startCode: '1234' });
    case 'checkOut':
      return way.offline ? queued('checkedOut', {}) : send('checkOut', helper);
    case 'confirm':
      return send('confirmCompletion', customer);
    case 'object':
      return send('object', { ...customer, reason: 'notClean' });
    case 'decide': {
      const case_ = caseOf(order);
      if (!case_) return { is: 'refused' }; // staff see it when it is there
      const { caseId, handle } = case_;
      const body = { by: OPS, role: 'ops', reason: 'phoned', caseId, decision: 'rejected' };
      const claim = { subject: 'case', id: caseSubjectId(caseId, 1), message: 'decideCase' };
      const proof = makeProof(CASE_SECRET, { ...claim, messageId: updateId, body });
      return send('decideCase', { ...body, proof }, handle);
    }
    // The gateway reports when it likes, even before anything is owed.
    case 'pay':
      return signal('paymentSettled', {
        messageId: `payment-${order.orderId}`,
        paymentId: 'payment-1',
        amountFen: 12_000,
      });
    case 'review':
      return send('submitReview', { ...customer, attitude: 5, effect: 5, contractKept: true });
  }
}

/**
 * A call without an answer is a defect, too. Only the time-skipping server sometimes never answers a call that meets
 * the end of its workflow (the real server reports the end, or the earlier answer): that order or case is over.
 */
async function answered(order: AnOrder, ask: () => Promise<Told>, what: string): Promise<Told> {
  const given = new AbortController();
  const timers: NodeJS.Timeout[] = [];
  const over = new Promise<Told>((resolve, reject) => {
    const look = async () => {
      for (const handle of [order.handle, caseOf(order)?.handle])
        if (handle && (await handle.describe()).status.name !== 'RUNNING') resolve({ is: 'over' });
    };
    timers.push(setTimeout(() => void look().catch(reject), 3_000));
    timers.push(setTimeout(() => reject(new Error(`no answer within 20 s: ${what}`)), 20_000));
  });
  try {
    return await Promise.race([order.handle.client.withAbortSignal(given.signal, ask), over]);
  } finally {
    for (const timer of timers) clearTimeout(timer);
    // Otherwise the client would repeat the call for ever, also after the test and its connection have ended.
    given.abort();
  }
}

/** Undefined when the order is over and forgotten. */
const seen = (order: AnOrder) => order.view().catch(() => undefined);
