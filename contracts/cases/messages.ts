import { defineMessage } from '#contracts/define-message.ts';
import type { Shape, Shaped } from '#contracts/durable/shape.ts';
import type { StaffForm } from '#contracts/durable/staff-form.ts';
import { CUSTOMER_SIDE, STAFF } from '#contracts/people/roles.ts';

const OBJECTIONS = ['notDone', 'poorQuality', 'damage', 'late', 'other'] as const;
const DECIDING_FORM = {
  group: 'repair',
  fields: ['decision', 'reason', 'note'],
  reasons: ['checkedByPhone', 'seenPictures', 'bothAgree', 'byTheRules', 'other'],
  serious: true,
  urgent: 1,
} as const satisfies StaffForm;

export const CASE_MESSAGES = [
  defineMessage({
    name: 'object',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['visit'],
    phases: ['checkedOut'],
    shape: {},
    describe: '提出异议 customer objects; opens a case',
    http: { path: 'objection', summary: 'Object to the completion' },
    reason: OBJECTIONS,
    note: 'objection',
    rule: true,
    form: { group: 'customer', fields: ['reason', 'note'], reasons: OBJECTIONS },
    place: 16,
  }),
  // An agent decides only the call-back of a live-in inquiry.
  defineMessage({
    name: 'decideCase',
    subject: 'order',
    who: STAFF,
    stages: 'open',
    money: true,
    shape: { caseId: 'id', decision: 'code', amountFen: 'fen?' },
    describe: '处理工单 decide an open case (platform only)',
    http: { path: 'case-decision', summary: 'Decide an open case' },
    reason: 'required',
    note: 'case',
    rule: true,
    form: DECIDING_FORM,
    place: 19,
  }),
] as const;

/** Messages of staff into a case. */
export const OPEN_CASE_MESSAGES = [
  defineMessage({
    name: 'decideCase',
    subject: 'case',
    who: STAFF,
    stages: 'open',
    money: true,
    shape: { caseId: 'id', decision: 'code', amountFen: 'fen?' },
    describe: '处理工单 decide the case (platform only)',
    http: { path: 'decision', summary: 'Decide the case' },
    inCase: { endpoint: 'decideOpenCase' },
    reason: 'required',
    note: 'case',
    rule: true,
    form: DECIDING_FORM,
    place: 19,
  }),
  defineMessage({
    name: 'handOverCase',
    subject: 'case',
    who: STAFF,
    stages: 'open',
    shape: { to: 'id' },
    describe: '转交 hand the case over to another member of the staff',
    http: { path: 'hand-over', summary: 'Hand the case over to another member of the staff' },
    reason: 'optional',
    note: 'case',
    form: { group: 'owner', fields: ['colleague', 'note'] },
  }),
  defineMessage({
    name: 'releaseCase',
    subject: 'case',
    who: STAFF,
    stages: 'open',
    shape: {},
    describe: '放回 nobody owns the case any more',
    http: { path: 'release', summary: 'Give the case back: nobody owns it any more' },
    reason: 'optional',
    rule: true,
    form: { group: 'owner', fields: [] },
  }),
  defineMessage({
    name: 'takeOverCase',
    subject: 'case',
    who: STAFF,
    stages: 'open',
    shape: {},
    describe: '接手 whoever sends it is in charge from now on, whoever was before',
    http: { path: 'take-over', summary: 'Be in charge of the case oneself, whoever is now' },
    reason: 'optional',
    rule: true,
    form: { group: 'owner', fields: [], urgent: 1 },
  }),
] as const;

/** Messages of the order to its case. */
export const CASE_SIGNALS = {
  questionAnswered: {
    shape: { messageId: 'id', by: 'code' },
    description:
      '问题已有答案 what happened has answered the question: checkedIn, paid, helperReplaced, orderEnded',
  },
  questionChanged: {
    shape: { messageId: 'id', variant: 'code' },
    description: '问题已变化 the question has changed: withdrawn',
  },
} as const satisfies Record<string, { shape: Shape; description: string }>;
export type CaseSignals = { [N in keyof typeof CASE_SIGNALS]: Shaped<(typeof CASE_SIGNALS)[N]['shape']> };

/** From a case to its order. The platform signs it; no person can send it. */
export const APPLY_DECISION = {
  shape: {
    ...{ by: 'id', role: 'role', proof: 'hash?', reason: 'code?', noteId: 'id?', bodyHash: 'hash?' },
    caseId: 'id',
    round: 'int',
    kind: 'code',
    variant: 'code?',
    decision: 'code',
    amountFen: 'fen?',
    helperId: 'id?',
  },
  description: '执行工单决定 apply what was decided in a case (platform only)',
} as const satisfies { shape: Shape; description: string };
export type ApplyDecisionBody = Shaped<(typeof APPLY_DECISION)['shape']>;

/** To the order: the due time of the case it waits for has moved. */
export const CASE_DUE = {
  shape: { messageId: 'id', caseId: 'id', dueAt: 'time' },
  description: '工单时限已变 the due time of the case has moved',
} as const satisfies { shape: Shape; description: string };
export type CaseDueBody = Shaped<(typeof CASE_DUE)['shape']>;
