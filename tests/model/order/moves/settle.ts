import type { UpdateBody } from '#contracts/messages.ts';
import { DAY, nextId, TOTAL_FEN, type World } from '../a-world.ts';
import { insertCase, overtake } from '../cases.ts';
import { close, enter, place } from '../enter.ts';

/** The completion stands: the ledger says what is owed, and the review may begin. */
export function settle(world: World, reductionFen = 0): void {
  const { state, rows } = world;
  const owed = TOTAL_FEN - reductionFen;
  Object.assign(rows.visit!, { confirmedAt: new Date(), confirmedBy: 'customer' });
  if (owed > 0) owes(world, 'settle', owed);
  const settlement = owed > 0 ? 'due' : 'waived';
  enter(world, place(world, 'review', 'customer', Date.now() + DAY, { phase: 'confirmed', settlement }));
  Object.assign(state, { dueFen: owed, payBy: Date.now() + 3 * DAY });
}

/** A posting on the customer's account, and its counterpart. */
function owes({ rows }: World, kind: string, fen: number): void {
  rows.entries.push(
    { kind, account: `customer:${rows.customerId}`, fen },
    { kind, account: 'platform', fen: -fen },
  );
}

export function pay(world: World): void {
  const { state } = world;
  owes(world, 'payment', -state.dueFen!);
  const paid = { settlement: 'paid' as const };
  enter(world, state.stage === 'settlement' ? place(world, 'followUp', 'system', null, paid) : paid);
  if (state.openCase?.kind === 'payment') overtake(world, 'paid');
  followUp(world);
}

/** Ops wait longer, book cash, or write the sum off. */
export function decidePayment(world: World, decision: string): void {
  const { state } = world;
  const payBy = Date.now() + 3 * DAY;
  const needsOps = { needsOps: false, needsOpsReason: null };
  if (decision === 'waitLonger') {
    enter(world, { ...needsOps, ...place(world, 'settlement', 'customer', payBy, { settlement: 'due' }) });
    Object.assign(state, { openCase: null, payBy });
    return;
  }
  owes(world, decision === 'paidInCash' ? 'payment' : 'waiver', -state.dueFen!);
  const settlement = decision === 'paidInCash' ? 'paid' : 'waived';
  enter(world, { ...needsOps, ...place(world, 'followUp', 'system', null, { settlement }) });
  state.openCase = null;
  followUp(world);
}

export function review(world: World, { attitude, effect, contractKept }: UpdateBody<'submitReview'>): void {
  const { state, rows, own } = world;
  const averageX100 = ((attitude + effect) * 100) / 2;
  const bad = !contractKept || averageX100 <= 250;
  world.reviewed = bad ? 'case' : averageX100 >= 450 ? 'reward' : 'none';
  rows.review = { attitude, effect, contractKept, averageX100, at: new Date(), text: null };
  const caseId = nextId(world, 'case');
  if (bad) insertCase(world, 'penalty', state.booked!.helperId, caseId);
  reviewed(world);
  if (!bad) return;
  Object.assign(state, { penaltyCaseId: caseId, penalty: own ? 'open' : null });
  followUp(world);
}

export function noReview(world: World): void {
  world.reviewed = 'none';
  reviewed(world);
}

/** After the review: the payment if it is still missing, else the follow-up. */
function reviewed(world: World): void {
  const { state } = world;
  const bad = world.reviewed === 'case';
  if (state.settlement === 'due') {
    enter(world, place(world, 'settlement', 'customer', state.payBy));
    return;
  }
  enter(world, place(world, 'followUp', bad ? 'ops' : 'system', null));
  if (!bad) followUp(world);
}

/** A bad review is a case in which a person decides on the penalty; otherwise the order is over. */
export function followUp(world: World): void {
  const { state } = world;
  if (state.stage !== 'followUp' || world.reviewed === null) return;
  if (world.reviewed !== 'case' || state.penalty === 'decided') {
    close(world, 'completed');
    return;
  }
  if (state.penalty === null) state.openCase = { id: state.penaltyCaseId!, kind: 'penalty' };
  const needsOps = { needsOps: true, needsOpsReason: 'penalty' };
  enter(world, { stage: 'followUp', waitingFor: 'ops', deadline: Date.now() + 2 * DAY, ...needsOps });
}
