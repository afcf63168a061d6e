import type { Action } from '#contracts/access.ts';
import type { ApplyDecisionBody, CaseDueBody } from '#contracts/cases/messages.ts';
import type { Answer } from '#contracts/errors.ts';
import type { SignalBody, SignalName, UpdateBody } from '#contracts/messages.ts';
import type { Ending, Stage } from '#contracts/orders/stages.ts';
import type { OrderOutcome, StartOrder } from '#contracts/orders/start-order.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import type { openSubject } from '../durable/open-subject.ts';
import type * as requests from '../durable/requests.ts';
import type { WaitFor as AnyWait } from '../durable/wait.ts';
import type { OrderState } from './order-state.ts';

/** The projection after a transition. Omitted fields keep their value. Times in ms since epoch. */
export type Place = Partial<
  Pick<
    OrderState,
    | ('stage' | 'phase' | 'settlement' | 'ending' | 'waitingFor' | 'deadline')
    | ('needsOps' | 'needsOpsReason' | 'clockShiftMs')
  >
>;
/** Messages of people, and the platform's message that a case was decided. */
export type OrderMessages = { [A in Action]: UpdateBody<A> } & { applyDecision: ApplyDecisionBody };
export type OrderSignals = { [N in SignalName]: SignalBody<N> } & { caseDueMoved: CaseDueBody };
export type MessageName = keyof OrderMessages;
/** The person whose own visit moves the deadline of a wait. */
export interface About {
  helperId: string | null;
}

export type Request<A extends MessageName = MessageName> = requests.Request<OrderMessages, A>;
/** One request of a set of actions, discriminated by its `action`. */
export type RequestOf<A extends MessageName> = { [K in A]: Request<K> }[A];
export type WaitFor = AnyWait<About>;

type Subject = ReturnType<typeof openSubject<OrderState, Place, OrderActivities, OrderMessages, About>>;

/** The state of one order and everything its stages use. */
export interface OrderContext extends Pick<Subject, 'move' | 'until'> {
  input: StartOrder;
  policy: Policy;
  state: OrderState;
  /** The next message of the given kinds, or null when the deadline passed first (or `unless` came true). */
  next: <A extends MessageName>(actions: readonly A[], what: WaitFor) => Promise<RequestOf<A> | null>;
  /** Queues a message for its stage and waits for the answer. */
  ask: <A extends MessageName>(
    action: A,
    body: OrderMessages[A],
    cause: string,
    signal?: string,
  ) => Promise<Answer>;
  /** The error code if the rules refuse a message now; null: it is allowed. */
  rule: <A extends MessageName>(action: A, body: OrderMessages[A]) => Refusal | null;
  /** The real time at which a calendar time is reached; the calendar of a rehearsal runs ahead. */
  realTime: (calendar: string | number) => number;
  /** The deadline of a person, starting now: quiet hours do not count, unless the visit is near. */
  personLimit: (limit: string) => number;
  /** The projection of a stage, with nothing left for ops except a case beside the order, which does not block it. */
  place: (stage: Stage, waitingFor: WaitingFor | null, deadline: number | null, more?: Place) => Place;
  /** Ends the order from inside any stage. */
  end: (ending: Ending) => never;
  /** Runs the order to its ending. Whatever ends it early, the order is closed and every message is answered. */
  live: (story: () => Promise<Ending>) => Promise<OrderOutcome>;
}

/** The summary of each activity in the Temporal UI. */
export const SUMMARIES: Record<keyof OrderActivities, string> = {
  completeInquiry: '补全需求 inquiry complete',
  recommendHelpers: '推荐家政员 recommend 1-3 helpers',
  answerOffer: '接单答复 answer to an offer',
  bookHelper: '占位并拟合同 book the helper, draft the agreement',
  signAgreement: '签署 sign the agreement',
  releaseHelper: '释放时段 release the helper',
  proposeReschedule: '提议改期 another time is proposed',
  declineReschedule: '不改期 the agreed time stands',
  rescheduleVisit: '改期 move the visit',
  recordVisit: '上门记录 record the visit',
  openCase: '建工单 open a case',
  decideCase: '工单决定 decide a case',
  applyDecision: '执行工单决定 apply what a case decided',
  settle: '结算 settle',
  recordPayment: '收款 record the payment',
  recordReview: '评价 record the review',
  recordEvent: '记录 put on the timeline',
  closeOrder: '归档 close the order',
  checkDeadline: '时限核对 was it our outage?',
};
