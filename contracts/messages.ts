import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { Action } from './access.ts';
import type { Answer } from './errors.ts';
import type { Shape, Shaped } from './shape.ts';

/**
 * Every message into an order. `by` and `role` come from the session; `proof` is the API's HMAC over order, message
 * and person: without it (Temporal UI, CLI) the event is recorded as unverified and no money moves; then `reason`
 * is required. `bodyHash` lets the API notice an Idempotency-Key reused with another body.
 */
export const ENVELOPE = {
  by: 'id',
  role: 'role',
  proof: 'hash?',
  reason: 'code?',
  noteId: 'id?',
  bodyHash: 'hash?',
} as const satisfies Shape;

export const UPDATE_SHAPES = {
  completeInquiry: {
    ...ENVELOPE,
    minutes: 'minutes',
    quantity: 'int',
    windowStart: 'time',
    windowEnd: 'time',
  },
  chooseHelper: { ...ENVELOPE, helperId: 'id' },
  /** A window goes with a named helper: the wanted time moves to when that one is free. */
  rematch: { ...ENVELOPE, reasons: 'codes', named: 'id?', windowStart: 'time?', windowEnd: 'time?' },
  answerOffer: { ...ENVELOPE, helperId: 'id', accept: 'bool' },
  dispatchHelper: { ...ENVELOPE, helperId: 'id' },
  sign: { ...ENVELOPE, party: 'party', agreementId: 'id', evidenceId: 'id', termsHash: 'hash' },
  withdrawHelper: { ...ENVELOPE },
  cancelOrder: { ...ENVELOPE },
  /** `side`: for whom staff speak; the others speak for themselves. */
  proposeReschedule: { ...ENVELOPE, startsAt: 'time', side: 'party?' },
  answerReschedule: { ...ENVELOPE, accept: 'bool' },
  depart: { ...ENVELOPE },
  checkIn: { ...ENVELOPE, startCode: 'pin', deviceAt: 'time?' },
  overrideCheckIn: { ...ENVELOPE },
  checkOut: { ...ENVELOPE, deviceAt: 'time?' },
  confirmCompletion: { ...ENVELOPE },
  object: { ...ENVELOPE },
  recordCash: { ...ENVELOPE, amountFen: 'fen' },
  submitReview: { ...ENVELOPE, attitude: 'score', effect: 'score', contractKept: 'bool' },
  decideCase: { ...ENVELOPE, caseId: 'id', decision: 'code', amountFen: 'fen?' },
  extendDeadline: { ...ENVELOPE, minutes: 'minutes' },
  retryStep: { ...ENVELOPE },
  letTimePass: { ...ENVELOPE },
} as const satisfies Record<Action, Shape>;

export type UpdateBody<A extends Action> = Shaped<(typeof UPDATE_SHAPES)[A]>;
export type Envelope = Shaped<typeof ENVELOPE>;

/** What the Temporal UI shows beside each update. */
export const UPDATE_DESCRIPTIONS: Record<Action, string> = {
  completeInquiry: '补全需求 complete the inquiry: minutes, quantity, windowStart, windowEnd',
  chooseHelper: '客户选择 choose a helper of the shortlist',
  rematch: '换一批 next round, with reasons',
  answerOffer: '接单/拒单 a helper accepts or declines the offer',
  dispatchHelper: '手动派工 ops dispatch a helper by hand; needs a reason',
  sign: '签署 one party signs the terms (needs evidence from the platform)',
  withdrawHelper: '家政员退出 the helper drops out; the next round starts',
  cancelOrder: '取消订单 cancel; through the platform when a fee may be due',
  proposeReschedule: '提议改期 propose another start for the planned visit (platform only)',
  answerReschedule: '答复改期 accept or decline the proposed time (platform only)',
  depart: '已出发 helper is on the way',
  checkIn: '签到 check in with the start code',
  overrideCheckIn: '人工核验到场 start the visit without a code; needs a reason',
  checkOut: '完工 helper has finished',
  confirmCompletion: '确认完成 customer confirms; settles the order',
  object: '提出异议 customer objects; opens a case',
  recordCash: '现金收款 ops record a cash payment (platform only)',
  submitReview: '评价 scores 1-5 for attitude and effect, contract kept',
  decideCase: '处理工单 decide an open case (platform only)',
  extendDeadline: '延长时限 extend the current deadline by minutes; needs a reason',
  retryStep: '重试步骤 try the parked step again',
  letTimePass: '快进 rehearsal only: jump to the current deadline',
};

type Updates = { [A in Action]: ReturnType<typeof defineUpdate<Answer, [UpdateBody<A>], A>> };

export const updates = Object.fromEntries(
  Object.keys(UPDATE_SHAPES).map((name) => [name, defineUpdate(name)]),
) as unknown as Updates;

/** Signals carry our own message id; the workflow de-duplicates by it. */
export const SIGNAL_SHAPES = {
  paymentSettled: { messageId: 'id', paymentId: 'id', amountFen: 'fen', proof: 'hash?' },
  noticeBounced: { messageId: 'id', noticeId: 'id' },
  /** The booked helper may not be able to come: certificateExpired, removed or leave. Ops decide. */
  helperUnfit: { messageId: 'id', helperId: 'id', reason: 'code' },
  /** Queued offline facts of the helper's phone: what `checkIn` and `checkOut` do, told later. */
  checkedIn: { ...ENVELOPE, messageId: 'id', startCode: 'pin', deviceAt: 'time' },
  checkedOut: { ...ENVELOPE, messageId: 'id', deviceAt: 'time' },
} as const satisfies Record<string, Shape>;
export type SignalName = keyof typeof SIGNAL_SHAPES;
export type SignalBody<S extends SignalName> = Shaped<(typeof SIGNAL_SHAPES)[S]>;

export const signals = {
  paymentSettled: defineSignal<[SignalBody<'paymentSettled'>]>('paymentSettled'),
  noticeBounced: defineSignal<[SignalBody<'noticeBounced'>]>('noticeBounced'),
  helperUnfit: defineSignal<[SignalBody<'helperUnfit'>]>('helperUnfit'),
  checkedIn: defineSignal<[SignalBody<'checkedIn'>]>('checkedIn'),
  checkedOut: defineSignal<[SignalBody<'checkedOut'>]>('checkedOut'),
};

export const SIGNAL_DESCRIPTIONS: Record<SignalName, string> = {
  paymentSettled: '支付结果 the payment gateway reports a payment',
  noticeBounced: '通知失败 a notice failed on its last channel',
  helperUnfit: '家政员资格变化 the booked helper may be unfit: certificateExpired, removed, leave',
  checkedIn: '离线签到 queued check-in from a phone without signal',
  checkedOut: '离线完工 queued check-out from a phone without signal',
};

/** Where the order is, as the workflow knows it: ids, codes and times only. */
export interface WorkflowView {
  orderId: string;
  version: number;
  stage: string;
  phase: string | null;
  settlement: string;
  ending: string | null;
  waitingFor: string | null;
  deadline: string | null;
  helperId: string | null;
  agreementId: string | null;
  round: number;
  rematchCount: number;
  needsOps: boolean;
  needsOpsReason: string | null;
  ignoredMessages: number;
  openCaseId: string | null;
  proposedStart: string | null;
}
export const orderView = defineQuery<WorkflowView>('orderView');
