import type { OrderActivities } from '#contracts/transitions.ts';
import type { HowOrdered } from '#tests/support/a-fixture.ts';
import type { LivingOrder, Said } from '#tests/support/a-living-order.ts';
import { waitUntil } from '#tests/support/wait-until.ts';

type Sent = { accepted: Promise<unknown>; answer: Promise<Said>; arrived: () => Promise<boolean> };

/** The worker dies in the activity that `trigger` causes. Before its result is known, somebody sends `meanwhile`. */
export interface KillCase {
  /** The workflow that runs the activity and gets `meanwhile`: the order, or its case. */
  subject?: 'case';
  how?: HowOrdered & { incomplete?: boolean };
  prepare?(order: LivingOrder): Promise<unknown>;
  trigger(order: LivingOrder): Promise<{ answer: Promise<Said> }>;
  meanwhile(order: LivingOrder): Promise<Sent>;
  /** Further messages that are needed until everybody has an answer. */
  afterwards?(order: LivingOrder): Promise<unknown>;
  /** The first request wins, whether the kill came before or after the commit. */
  answers: { trigger: Said; meanwhile: Said };
  leadsTo: { stage: string; ending: string | null; settlement?: string };
  /** Kinds of entries in the ledger besides settlement, payment and reward. */
  charged?: string[];
}

const answered = (said: Promise<Said>): { answer: Promise<Said> } => ({ answer: said });
const now = async (): Promise<Said> => 'ok';
const first = async (order: LivingOrder): Promise<string> => (await order.shortlist())[0]!;
const second = async (order: LivingOrder): Promise<string> => (await order.shortlist())[1]!;

export async function reject(order: LivingOrder): Promise<void> {
  const { answer } = await order.decides('rejected');
  if ((await answer) !== 'ok') throw new Error(`not decided: ${await answer}`);
}

/** The case is opened after the trigger has its answer. */
async function arrived(order: LivingOrder): Promise<void> {
  await order.reaches({ needsOpsReason: 'arrival' });
  await waitUntil(
    'the case is decided',
    async () => (await (await order.decides('arrived')).answer) === 'ok',
  );
}

/**
 * One for every activity of the order workflow but `decideCase`, which only orders ask for that opened their case before
 * cases had workflows: their histories are replayed, and the activity is tried twice in tests/activities.
 */
export const KILLS: Record<Exclude<keyof OrderActivities, 'decideCase'>, KillCase> = {
  completeInquiry: {
    how: { incomplete: true },
    prepare: async (order) => {
      await order.start();
      await order.reaches({ needsOps: true });
    },
    trigger: async (order) => {
      const { windowStart, windowEnd } = await order.row();
      const window = { windowStart: windowStart.toISOString(), windowEnd: windowEnd.toISOString() };
      return order.ops('completeInquiry', { minutes: 180, quantity: 3, ...window });
    },
    meanwhile: async (order) => order.customer('cancelOrder', {}),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'closed', ending: 'cancelled' },
  },
  recommendHelpers: {
    trigger: async (order) => answered(order.start()),
    meanwhile: async (order) => order.customer('cancelOrder', {}),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'closed', ending: 'cancelled' },
  },
  answerOffer: {
    prepare: (order) => order.shortlisted(),
    trigger: async (order) => {
      const helperId = await order.undecided();
      return order.helper('answerOffer', helperId, { helperId, accept: false });
    },
    // The customer chooses the one who has just declined.
    meanwhile: async (order) => order.customer('chooseHelper', { helperId: await order.undecided() }),
    answers: { trigger: 'ok', meanwhile: 'ShortlistChanged' },
    leadsTo: { stage: 'selection', ending: null },
  },
  bookHelper: {
    prepare: (order) => order.shortlisted(),
    trigger: async (order) => order.customer('chooseHelper', { helperId: await first(order) }),
    meanwhile: async (order) => order.customer('chooseHelper', { helperId: await second(order) }),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'agreement', ending: null },
  },
  signAgreement: {
    prepare: (order) => order.signedByHelper(),
    trigger: async (order) => order.customer('sign', await order.signature('customer')),
    meanwhile: async (order) => order.customer('cancelOrder', {}),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'closed', ending: 'cancelled' },
  },
  releaseHelper: {
    prepare: (order) => order.chosen(),
    trigger: async (order) => {
      const helperId = await order.helperId();
      return order.helper('answerOffer', helperId, { helperId, accept: false });
    },
    // Ops do not know yet and remove the same helper.
    meanwhile: async (order) => order.ops('withdrawHelper', { reason: 'ill' }),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'selection', ending: null },
  },
  recordVisit: {
    prepare: (order) => order.begun(),
    trigger: async (order) => order.helper('checkOut', await order.helperId(), {}),
    meanwhile: async (order) => order.ops('checkOut', { reason: 'byPhone' }),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'visit', ending: null },
  },
  proposeReschedule: {
    how: { policy: { rescheduleReach: '365 days' } },
    prepare: (order) => order.signed(),
    trigger: (order) => order.proposes(),
    // The slot kept for the new time must go with the order.
    meanwhile: async (order) => order.customer('cancelOrder', {}),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'closed', ending: 'cancelled' },
  },
  declineReschedule: {
    how: { policy: { rescheduleReach: '365 days' } },
    prepare: (order) => order.proposed(),
    trigger: async (order) => order.customer('answerReschedule', { accept: false }),
    // The customer told ops the opposite on the phone.
    meanwhile: async (order) => order.ops('answerReschedule', { accept: true }),
    answers: { trigger: 'ok', meanwhile: 'NotYourTurn' },
    leadsTo: { stage: 'scheduled', ending: null },
  },
  rescheduleVisit: {
    how: { policy: { rescheduleReach: '365 days' } },
    prepare: (order) => order.proposed(),
    trigger: async (order) => order.customer('answerReschedule', { accept: true }),
    // The helper takes the proposal back.
    meanwhile: async (order) => order.helper('answerReschedule', await order.helperId(), { accept: false }),
    answers: { trigger: 'ok', meanwhile: 'NotYourTurn' },
    leadsTo: { stage: 'scheduled', ending: null },
  },
  // F06: the fifth wrong start code is answered, and the case that ops and customer hear of is opened after that.
  openCase: {
    prepare: (order) => order.codeNearlyLocked(),
    trigger: (order) => order.entersWrongCode(),
    meanwhile: async (order) => order.helper('depart', await order.helperId(), {}),
    afterwards: arrived,
    answers: { trigger: 'CodeLocked', meanwhile: 'ok' },
    leadsTo: { stage: 'visit', ending: null },
  },
  // The case has sent the decision and waits for the order's answer.
  applyDecision: {
    prepare: (order) => order.objected(),
    trigger: (order) => order.decides('reducePrice', { amountFen: 1_000 }),
    meanwhile: async (order) => order.customer('confirmCompletion', {}),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'review', ending: null, settlement: 'due' },
  },
  settle: {
    prepare: (order) => order.served(),
    trigger: async (order) => order.customer('confirmCompletion', {}),
    meanwhile: async (order) => order.customer('object', { reason: 'notClean' }),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'review', ending: null, settlement: 'due' },
  },
  recordPayment: {
    prepare: (order) => order.settled(),
    trigger: async (order) => answered(order.pays()),
    // Ops book the same money as cash.
    meanwhile: async (order) => order.ops('recordCash', { amountFen: (await order.row()).totalFen! }),
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'review', ending: null, settlement: 'paid' },
  },
  recordReview: {
    prepare: (order) => order.paid(),
    trigger: async (order) => order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true }),
    // Second thoughts: would open a case against the helper.
    meanwhile: async (order) =>
      order.customer('submitReview', { attitude: 1, effect: 1, contractKept: false }),
    answers: { trigger: 'ok', meanwhile: 'OrderClosed' },
    leadsTo: { stage: 'closed', ending: 'completed', settlement: 'paid' },
  },
  recordEvent: {
    prepare: (order) => order.shortlisted(),
    trigger: async (order) => order.ops('extendDeadline', { minutes: 30, reason: 'customerCalled' }),
    meanwhile: async (order) => order.customer('chooseHelper', { helperId: await first(order) }),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'agreement', ending: null },
  },
  closeOrder: {
    prepare: (order) => order.shortlisted(),
    trigger: async (order) => order.customer('cancelOrder', {}),
    meanwhile: async (order) => order.customer('chooseHelper', { helperId: await first(order) }),
    answers: { trigger: 'ok', meanwhile: 'OrderClosed' },
    leadsTo: { stage: 'closed', ending: 'cancelled' },
  },
  checkDeadline: {
    how: { policy: { selectionLimit: '2 seconds' } },
    // The deadline fires. An outage of ours lay in the wait, so it moves. Then the customer does choose.
    trigger: async (order) => answered(order.start().then(now)),
    meanwhile: async (order) => order.customer('chooseHelper', { helperId: await first(order) }),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'agreement', ending: null },
  },
};
