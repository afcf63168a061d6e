import type { Action } from '#contracts/access.ts';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';

/** What staff may do with an order from here: the actions of contracts/access.ts, and the waiver of a closed order's fee. */
export type StaffAction = Exclude<Action, 'sign'> | 'waiveFee';

export type FieldKind =
  | 'reason'
  | 'note'
  | 'minutes'
  | 'amount'
  | 'candidate'
  | 'dispatch'
  | 'accept'
  | 'startCode'
  | 'need'
  | 'rematchReasons'
  | 'scores'
  | 'decision'
  | 'newStart'
  | 'consent';

export interface StaffActionRow {
  group: 'repair' | 'customer' | 'helper' | 'end' | 'rehearsal';
  fields: readonly FieldKind[];
  /** Codes offered as a reason; the words are in the locale files. */
  reasons?: readonly string[];
  /** Cannot be taken back, or costs somebody something: its effect is confirmed once more. */
  serious?: boolean;
  danger?: boolean;
}

const WHY_NOT = ['ill', 'busy', 'tooFar', 'unsafe', 'other'] as const;

export const STAFF_ACTIONS: Record<StaffAction, StaffActionRow> = {
  decideCase: {
    group: 'repair',
    fields: ['decision', 'reason', 'note'],
    reasons: ['checkedByPhone', 'seenPictures', 'bothAgree', 'byTheRules', 'other'],
    serious: true,
  },
  completeInquiry: { group: 'repair', fields: ['need'] },
  dispatchHelper: {
    group: 'repair',
    fields: ['dispatch', 'reason', 'note'],
    reasons: ['noHelperFound', 'customerCalled', 'betterFit', 'other'],
    serious: true,
  },
  overrideCheckIn: {
    group: 'repair',
    fields: ['reason', 'note'],
    reasons: ['phoneBroken', 'codeForgotten', 'confirmedByPhone', 'other'],
    serious: true,
  },
  recordCash: {
    group: 'repair',
    fields: ['amount', 'reason', 'note'],
    reasons: ['paidToHelper', 'paidAtDesk', 'other'],
    serious: true,
  },
  extendDeadline: {
    group: 'repair',
    fields: ['minutes', 'reason', 'note'],
    reasons: ['customerAsked', 'helperAsked', 'ourOutage', 'other'],
  },
  proposeReschedule: {
    group: 'repair',
    fields: ['newStart', 'reason', 'note'],
    reasons: ['customerAsked', 'helperAsked', 'other'],
    serious: true,
  },
  answerReschedule: {
    group: 'repair',
    fields: ['consent', 'reason', 'note'],
    reasons: ['confirmedByPhone', 'other'],
    serious: true,
  },
  retryStep: {
    group: 'repair',
    fields: ['reason', 'note'],
    reasons: ['repaired', 'tryAgain', TOLD_BY_PHONE],
  },
  chooseHelper: { group: 'customer', fields: ['candidate'] },
  rematch: { group: 'customer', fields: ['rematchReasons', 'note'] },
  confirmCompletion: { group: 'customer', fields: [], serious: true },
  object: {
    group: 'customer',
    fields: ['reason', 'note'],
    reasons: ['notDone', 'poorQuality', 'damage', 'late', 'other'],
  },
  submitReview: { group: 'customer', fields: ['scores'], serious: true },
  answerOffer: { group: 'helper', fields: ['accept', 'reason'], reasons: WHY_NOT },
  depart: { group: 'helper', fields: [] },
  checkIn: { group: 'helper', fields: ['startCode'] },
  checkOut: { group: 'helper', fields: [], serious: true },
  withdrawHelper: {
    group: 'helper',
    fields: ['reason', 'note'],
    reasons: WHY_NOT,
    serious: true,
    danger: true,
  },
  cancelOrder: {
    group: 'end',
    fields: ['reason', 'note'],
    reasons: ['customerCalled', 'duplicate', 'unsafe', 'noHelperFound', 'other'],
    serious: true,
    danger: true,
  },
  waiveFee: {
    group: 'end',
    fields: ['reason', 'note'],
    reasons: ['goodwill', 'illness', 'ourFault', 'other'],
    serious: true,
  },
  letTimePass: { group: 'rehearsal', fields: [] },
};

export const GROUPS = ['repair', 'customer', 'helper', 'end', 'rehearsal'] as const;

/** Decisions that end the order, cost somebody money or take a helper's work away. */
export const HARSH_DECISIONS = new Set([
  'helperNoShow',
  'customerNoShow',
  'free',
  'reducePrice',
  'writeOff',
  'warning',
  'removal',
  'notArranged',
]);
