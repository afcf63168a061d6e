import { setTimeout as sleep } from 'node:timers/promises';
import type { CaseDetails, CaseView } from '#contracts/cases/case.ts';
import { CallRefused } from '#contracts/client.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { type Life, look } from '../simulate/life.ts';
import { payAt } from '../simulate/live/aftermath.ts';
import { liveOrder } from '../simulate/live-order.ts';
import { patiently } from '../simulate/people.ts';

/** Events that happen while staff decide the opposite. */
export const RACES = {
  /** The helper checks in while staff decide that he or she did not come. */
  checkIn: { script: 'helperNoShow', decision: 'helperNoShow' },
  /** The customer pays while staff write the sum off. */
  payment: { script: 'neverPaid', decision: 'writeOff' },
} as const;
export type RaceKind = keyof typeof RACES;

export interface Raced {
  kind: RaceKind;
  orderId: string;
  /** The winner: the decision or the event; null: both or neither, or order and case do not agree. */
  winner: 'decision' | 'fact' | null;
  what: string;
}

const SETTLES_WITHIN_MS = 60_000;

/**
 * Brings an order to its case, sends both at the same moment, and determines the winner. Then the order is completed.
 */
export async function race(life: Life, kind: RaceKind, decisionAfterMs: number): Promise<Raced> {
  const { decision } = RACES[kind];
  const ops = await life.cast.staff('ops');
  const reached = (order: OrderView) =>
    kind === 'payment'
      ? order.settlement === 'overdue'
      : order.stage === 'visit' && order.waitingFor === 'ops';
  const order = await liveOrder(life, reached);
  const { cases } = await look(life, ops);
  const open = cases.find(({ status }) => status === 'open');
  if (!open) throw new Error(`${order.id}: no case to race for in ${order.stage}`);
  const happen = await factOf(life, kind, order);
  const params = { caseId: open.id };
  const decide = async () => {
    await sleep(decisionAfterMs);
    const body = { decision, reason: 'checkedByPhone' };
    await ops.call('decideOpenCase', { params, body, key: life.key('decideOpenCase') });
  };
  const [decided, happened] = await Promise.all([took(decide()), took(happen())]);
  life.done.add(`case:${open.id}`);
  const case_ = await untilDecided(life, open);
  const { ending } = await lived(life);
  const after = await look(life, ops);
  const facts = {
    ...{ decided, happened, case: case_.decision, ending, settlement: after.settlement },
    applied: count(after, 'caseDecided'),
    came: count(after, kind === 'payment' ? 'paymentReceived' : 'checkedIn'),
  };
  return { kind, orderId: order.id, winner: winnerOf(kind, facts), what: JSON.stringify(facts) };
}

interface Facts {
  decided: string;
  happened: string;
  case: string | null;
  ending: string | null;
  settlement: string;
  applied: number;
  came: number;
}

/** The answers, the order and the case must agree. */
function winnerOf(kind: RaceKind, facts: Facts): Raced['winner'] {
  const { decided, happened, settlement, applied, came } = facts;
  const isNoShow = facts.ending === 'helper_no_show';
  const byDecision =
    kind === 'checkIn' ? isNoShow && happened !== 'ok' && came === 0 : settlement === 'waived';
  const byFact = kind === 'checkIn' ? !isNoShow && happened === 'ok' && came === 1 : settlement === 'paid';
  if (decided === 'ok' && facts.case === RACES[kind].decision && applied === 1 && byDecision)
    return 'decision';
  if (decided !== 'ok' && facts.case === 'overtaken' && applied === 0 && byFact) return 'fact';
  return null;
}

/** Prepares everything, so that only the racing call is left. */
async function factOf(life: Life, kind: RaceKind, order: OrderView): Promise<() => Promise<unknown>> {
  if (kind === 'payment') {
    const params = { orderId: order.id };
    const payment = await life.customer.call('pay', { params, body: {}, key: life.key('pay') });
    life.done.add('pay');
    return () => patiently(() => payAt(life, payment));
  }
  const helper = await life.cast.helper(order.helper!.id);
  const body = { startCode: (await look(life)).visit!.startCode! };
  const key = life.key('checkIn');
  return () => helper.call('checkIn', { params: { orderId: order.id }, body, key });
}

/** `ok`, or the code of the refusal. */
async function took(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    if (!(error instanceof CallRefused) || error.mayRetry) throw error;
    return error.code;
  }
}

async function untilDecided(life: Life, { id: caseId }: CaseView): Promise<CaseDetails> {
  const ops = await life.cast.staff('ops');
  for (const until = Date.now() + SETTLES_WITHIN_MS; ; await sleep(200)) {
    const seen = await ops.call('oneCase', { params: { caseId } });
    if (seen.status === 'decided' || Date.now() > until) return seen;
  }
}

/** From here on an ordinary order. */
function lived(life: Life): Promise<OrderView> {
  life.plan = { ...life.plan, script: 'happy' };
  return liveOrder(life);
}

const count = (order: OrderView, kind: string) =>
  order.timeline.filter((event) => event.kind === kind).length;
