import type { CaseView } from '#contracts/cases/case.ts';
import type { OrderView, TimelineItem } from '#contracts/orders/order.ts';
import { type Life, look } from './life.ts';
import { caseOf } from './plan.ts';

/** Kinds that may stand on a timeline only once, whatever was killed or clicked twice meanwhile. */
const ONCE = [
  'inquiryReceived',
  'checkedIn',
  'checkedOut',
  'completionConfirmed',
  'settled',
  'paymentReceived',
  'reviewed',
  'noReview',
  'rewardGranted',
  'penaltyDecided',
  'feeCharged',
  'closed',
];

/** Looks a closed order over as its people would; answers with everything that is wrong. */
export async function checkLife(life: Life, order: OrderView): Promise<string[]> {
  return [
    ...checkEnding(life, order),
    ...checkTimeline(order.timeline),
    ...checkMoney(life, order),
    ...(await checkDocument(life, order)),
    ...(await checkNotices(life, order)),
    ...checkCases(life, (await look(life, await life.cast.staff('ops'))).cases),
  ];
}

/**
 * An ending other than the planned one is right only if an outage moved a deadline, and the timeline says so.
 * @internal a test gives it an order that went wrong
 */
export function checkEnding(
  life: Pick<Life, 'plan'>,
  order: Pick<OrderView, 'ending' | 'timeline'>,
): string[] {
  if (order.ending === life.plan.ending) return [];
  if (movedByOutage(order)) return [];
  return [`ended ${order.ending}, planned ${life.plan.ending}`];
}

/** Ops and a helper's own visits move deadlines, too, and excuse nothing. */
export const movedByOutage = ({ timeline }: Pick<OrderView, 'timeline'>): boolean =>
  timeline.some(({ kind, payload }) => kind === 'deadlineExtended' && payload.by === 'outage');

/**
 * Ops decide whatever lies before them, and so mend what went wrong: a case that nobody planned tells of it.
 * @internal a test gives it an order that went wrong
 */
export function checkCases(
  life: Pick<Life, 'plan'>,
  cases: Pick<CaseView, 'kind' | 'reason' | 'decision'>[],
): string[] {
  return cases
    .filter(({ kind }) => kind !== caseOf(life.plan.script) && kind !== life.plan.case)
    .map(
      ({ kind, reason, decision }) => `a ${kind} case nobody planned (${reason}, ${decision ?? 'undecided'})`,
    );
}

/** @internal a test gives it an order that went wrong */
export function checkTimeline(timeline: TimelineItem[]): string[] {
  const problems: string[] = [];
  for (const kind of ONCE) {
    const times = timeline.filter((e) => e.kind === kind).length;
    if (times > 1) problems.push(`${kind} stands ${times} times on the timeline`);
  }
  if (!timeline.some((e) => e.kind === 'closed')) problems.push('the timeline has no end');
  const ids = timeline.map((e) => e.id);
  if (new Set(ids).size !== ids.length) problems.push('a timeline entry came twice');
  if (timeline.some((e) => !e.verified)) problems.push('a message of ours counts as unverified');
  return problems;
}

/** @internal a test gives it an order that went wrong */
export function checkMoney(
  life: Pick<Life, 'agreedFen' | 'expectedFeeFen' | 'plan'>,
  order: OrderView,
): string[] {
  const problems: string[] = [];
  const settled = eventOf(order, 'settled');
  if (settled) {
    const { totalFen, helperFen, platformFen, reductionFen } = settled.payload as Record<string, number>;
    const due = totalFen! - reductionFen!;
    if (totalFen !== life.agreedFen) problems.push(`settled ${totalFen}, agreed ${life.agreedFen}`);
    if (helperFen! + platformFen! !== due)
      problems.push(`shares of ${helperFen} and ${platformFen} are not ${due}`);
    const paid = eventOf(order, 'paymentReceived')?.payload.amountFen;
    if (paid !== undefined && paid !== due) problems.push(`paid ${paid}, due ${due}`);
    if (paid !== undefined && order.money?.paidFen !== due)
      problems.push(`the order shows ${order.money?.paidFen} paid`);
    if (order.money && order.money.dueFen !== 0 && order.ending === 'completed') {
      problems.push(`${order.money.dueFen} still owed at the end`);
    }
  } else if (order.ending === 'completed') problems.push('completed without a settlement');
  if (life.plan.script === 'cancelAfterSigning' && order.ending === 'cancelled') {
    if (life.expectedFeeFen <= 0) problems.push('cancelling a signed order within a day costs nothing');
    if (order.money?.feeFen !== life.expectedFeeFen) {
      problems.push(`fee ${order.money?.feeFen}, told before ${life.expectedFeeFen}`);
    }
  }
  return problems;
}

/** Both parties can download the contract, and it is byte for byte the one of the event. */
async function checkDocument(life: Life, order: OrderView): Promise<string[]> {
  const sealed = eventOf(order, 'agreementSealed');
  if (!sealed) return order.ending === 'completed' ? ['completed without a sealed agreement'] : [];
  // A voided agreement (the helper dropped out) is no longer anybody's contract.
  if (order.agreement?.status !== 'signed' || !order.helper) return [];
  const problems: string[] = [];
  const helper = await life.cast.helper(order.helper.id);
  for (const person of [life.customer, helper]) {
    const pdf = (await person.call('agreementPdf', { params: { orderId: life.orderId } })) as ArrayBuffer;
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', pdf)).toString('hex');
    if (hash !== sealed.payload.documentSha256)
      problems.push(`the ${person.me.role}'s PDF is not the sealed one`);
  }
  return problems;
}

/** The customer was told the end once, every notice stands in the inbox once, and each went out under one key. */
async function checkNotices(life: Life, order: OrderView): Promise<string[]> {
  const problems: string[] = [];
  const { notices: mine } = await life.customer.call('inbox', { query: { orderId: order.id, limit: 100 } });
  const ends = mine.filter((n) => n.template === 'closed').length;
  if (ends !== 1) problems.push(`the customer was told ${ends} times that the order ended`);
  if (new Set(mine.map((n) => n.id)).size !== mine.length)
    problems.push('a notice stands twice in the inbox');
  const { messages } = await life.customer.call('outbox', { query: { to: life.customer.phone } });
  const keys = messages.map((m) => m.key);
  if (new Set(keys).size !== keys.length) problems.push('the gateway has one key twice');
  return problems;
}

/** The newest event of a kind. */
const eventOf = (order: OrderView, kind: string): TimelineItem | undefined =>
  order.timeline.filter((e) => e.kind === kind).sort((a, b) => b.version - a.version)[0];
