import type { EventPayloads } from '#contracts/events.ts';
import type { Settlement, Stage } from '#contracts/orders/stages.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import type { NoticeSubject } from './notice-subject.ts';

/** The columns of an order that its notices read. */
interface OrderFacts {
  id: string;
  city: string;
  stage: Stage;
  waitingFor: WaitingFor | null;
  needsOps: boolean;
  settlement: Settlement;
  customerId: string;
  helperId: string | null;
  serviceCode: string;
  startsAt: Date | null;
  policy: Policy;
  clockShiftMs: number;
}

type OrderCondition =
  | 'inquiry'
  | 'matching'
  | 'matching:replacement'
  | 'selection'
  | 'selection:offer'
  | 'agreement'
  | 'scheduled'
  | 'scheduled:proposal'
  | 'scheduled:arrival'
  | 'visit:arrival'
  | 'visit:confirm'
  | 'review'
  | 'review:payment'
  | 'case'
  | 'needsOps';

export interface OrderSubject {
  row: OrderFacts;
  events: EventPayloads;
  condition: OrderCondition;
}

const inStages =
  (...stages: Stage[]) =>
  ({ stage }: OrderFacts): boolean =>
    stages.includes(stage);
const always = () => true;

/**
 * The part of a name before the colon is a stage in which the condition holds. A worker of an older build, which runs
 * beside this one during a release, voids by that stage.
 */
export const ORDER: NoticeSubject<OrderSubject> = {
  params: ({ serviceCode, startsAt }) => ({ serviceCode, startsAt: startsAt?.toISOString() ?? null }),
  city: ({ city }) => city,
  orderId: ({ id }) => id,
  conditions: {
    inquiry: { holds: inStages('inquiry') },
    matching: { holds: inStages('matching') },
    /** Another helper is being looked for. */
    'matching:replacement': { holds: inStages('matching', 'selection') },
    selection: { holds: inStages('selection'), endedBy: { helpersRecommended: always } },
    /** By helper: the offer is not answered. */
    'selection:offer': {
      detailed: true,
      holds: inStages('selection'),
      endedBy: {
        helpersRecommended: always,
        offerAccepted: ({ helperId }) => [helperId],
        offerDeclined: ({ helperId }) => [helperId],
      },
    },
    /** By party: the signature is missing. */
    agreement: {
      detailed: true,
      holds: inStages('agreement'),
      endedBy: { helperChosen: always, dispatchedByHand: always, agreementSigned: ({ party }) => [party] },
    },
    /** The visit has not begun, and its time stands. */
    scheduled: { holds: inStages('scheduled'), endedBy: { rescheduled: always } },
    /** Another time is proposed and not answered. */
    'scheduled:proposal': {
      holds: inStages('scheduled'),
      endedBy: { rescheduleProposed: always, rescheduleDeclined: always, rescheduled: always },
    },
    /** The helper is expected at the agreed time. */
    'scheduled:arrival': {
      holds: inStages('scheduled', 'visit'),
      endedBy: { checkedIn: always, rescheduled: always },
    },
    /** The visit should have begun, and the helper has not checked in. */
    'visit:arrival': { holds: inStages('visit'), endedBy: { checkedIn: always } },
    /** The customer has not confirmed the completion, nor objected. */
    'visit:confirm': {
      holds: inStages('visit'),
      endedBy: { completionConfirmed: always, objected: always },
    },
    review: {
      holds: inStages('review', 'settlement', 'visit'),
      endedBy: { reviewed: always, noReview: always, objected: always },
    },
    /** Something is left to pay. */
    'review:payment': { holds: ({ settlement }) => settlement === 'due' || settlement === 'overdue' },
    /** By case: it is not decided. */
    case: { detailed: true, holds: always, endedBy: { caseDecided: ({ caseId, kind }) => [caseId, kind] } },
    needsOps: { holds: ({ needsOps }) => needsOps, endedBy: { opsRepaired: always } },
  },
};
