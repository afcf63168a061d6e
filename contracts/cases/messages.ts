import { defineMessage } from '#contracts/define-message.ts';

export const CASE_MESSAGES = [
  defineMessage({
    name: 'object',
    subject: 'order',
    who: ['customer', 'agent', 'ops'],
    stages: ['visit'],
    phases: ['checkedOut'],
    shape: {},
    describe: '提出异议 customer objects; opens a case',
    http: { path: 'objection', summary: 'Object to the completion' },
    reason: ['notDone', 'poorQuality', 'damage', 'late', 'other'],
    note: 'objection',
    rule: true,
  }),
  // An agent decides only on the call-back of a live-in need.
  defineMessage({
    name: 'decideCase',
    subject: 'order',
    who: ['agent', 'ops'],
    stages: 'open',
    money: true,
    shape: { caseId: 'id', decision: 'code', amountFen: 'fen?' },
    describe: '处理工单 decide an open case (platform only)',
    http: { path: 'case-decision', summary: 'Decide an open case' },
    reason: 'required',
    note: 'case',
    rule: true,
  }),
] as const;
