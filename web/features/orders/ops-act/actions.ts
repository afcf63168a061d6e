import { formsOf, type WithForm } from '#contracts/durable/forms-of.ts';
import type { FormGroup, StaffForm } from '#contracts/durable/staff-form.ts';
import { CASE_FORMS, type CaseAct } from '../../cases/ops-case/case-forms.ts';

/** What staff do with an order from here: messages, and the waiver of a closed order's fee. Nobody signs for another. */
export type StaffAction = WithForm<'order'> | 'waiveFee';

const waiveFee: StaffForm = {
  group: 'end',
  fields: ['reason', 'note'],
  reasons: ['goodwill', 'illness', 'ourFault', 'other'],
  serious: true,
};

/** The forms of an order, made from the definitions of its messages. */
export const STAFF_ACTIONS: Record<StaffAction, StaffForm> = { ...formsOf('order'), waiveFee };

/** The form of an action, in a case or in an order. */
export const formOf = (action: StaffAction | CaseAct, { caseId }: { caseId?: string }): StaffForm =>
  caseId ? CASE_FORMS[action as CaseAct] : STAFF_ACTIONS[action as StaffAction];

export const GROUPS = ['repair', 'customer', 'helper', 'end', 'rehearsal'] as const satisfies FormGroup[];

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
