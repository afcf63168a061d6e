import type { WholeOrder } from '#api/access/load-order.ts';
import type { Reader } from '#api/http/reader.ts';
import { phaseOf } from '#api/order-rows/present-summary.ts';
import { type Action, allowedActions } from '#contracts/access.ts';
import type { Settlement, Stage } from '#contracts/orders/stages.ts';
import type { Policy } from '#contracts/policy.ts';
import { rescheduleTerms } from '#contracts/visits/reschedule.ts';

type Check = (order: WholeOrder, reader: Reader) => boolean;

const isChosen: Check = (order, reader) => reader.role !== 'helper' || order.helperId === reader.id;
const signed = (order: WholeOrder, party: string): boolean =>
  liveAgreement(order)?.signedBy.includes(party) ?? false;

function hasOpenCase(order: WholeOrder, kind?: string): boolean {
  return order.cases.some(
    (one) => one.status === 'open' && one.kind !== 'appeal' && (!kind || one.kind === kind),
  );
}

/** What the table of roles and stages cannot know: whose order it is, and what was done already. */
const CHECKS: { [A in Action]?: Check } = {
  // A complete inquiry is on its way to matching; a live-in need is in an agent's hands.
  completeInquiry: (order) => order.waitingFor === 'agent' && !hasOpenCase(order, 'callback'),
  answerOffer: (order, reader) => {
    if (order.stage === 'agreement') return isChosen(order, reader) && !signed(order, 'helper');
    return order.candidates.some(
      (c) =>
        c.round === order.round &&
        c.status === 'offered' &&
        (reader.role !== 'helper' || c.helperId === reader.id),
    );
  },
  sign: (order, reader) =>
    isChosen(order, reader) && liveAgreement(order)?.status === 'drafted' && !signed(order, reader.role),
  withdrawHelper: isChosen,
  proposeReschedule: (order, reader) =>
    isChosen(order, reader) &&
    order.proposals.length === 0 &&
    order.amendments < rescheduleTerms(order.policy as unknown as Policy).maxReschedules,
  answerReschedule: (order, reader) => isChosen(order, reader) && order.proposals.length > 0,
  depart: isChosen,
  checkIn: isChosen,
  checkOut: isChosen,
  rematch: (order) => order.round < (order.policy as unknown as Policy).maxRounds,
  confirmCompletion: (order) => !hasOpenCase(order, 'objection'),
  object: (order) => !hasOpenCase(order, 'objection'),
  submitReview: (order) => order.review === null,
  decideCase: (order, reader) => hasOpenCase(order, reader.role === 'agent' ? 'callback' : undefined),
  retryStep: (order) => order.needsOps && ['parked', 'noticeBounced'].includes(order.needsOpsReason ?? ''),
  letTimePass: isChosen,
};

/** What this reader may do with this order now: the same table the workflow asks, and what only the rows know. */
export function allowedHere(order: WholeOrder, reader: Reader): Action[] {
  const { rehearsal } = order.policy as unknown as Policy;
  const moment = {
    stage: order.stage as Stage,
    phase: phaseOf(order),
    settlement: order.settlement as Settlement,
    rehearsal,
  };
  return allowedActions(reader.role, moment).filter((action) => CHECKS[action]?.(order, reader) ?? true);
}

/** The agreement that counts now: not the one a replacement made void. */
const liveAgreement = (order: WholeOrder): WholeOrder['agreements'][number] | undefined =>
  order.agreements.find(({ status }) => status !== 'void');
