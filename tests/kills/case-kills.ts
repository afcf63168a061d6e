import type { CaseActivities, CaseLinks } from '#contracts/cases/effects.ts';
import { OPS } from '#tests/support/a-fixture.ts';
import { type KillCase, reject } from './cases.ts';

const objected: Pick<KillCase, 'subject' | 'prepare' | 'leadsTo'> = {
  subject: 'case',
  prepare: (order) => order.objected(),
  leadsTo: { stage: 'review', ending: null, settlement: 'due' },
};

/** One for every activity of a case, and for every link between a case and its order. */
export const CASE_KILLS: Record<keyof (CaseActivities & CaseLinks), KillCase> = {
  assignCase: {
    ...objected,
    trigger: (order) => order.toCase('handOverCase', { to: OPS }),
    meanwhile: (order) => order.decides('rejected'),
    answers: { trigger: 'ok', meanwhile: 'ok' },
  },
  changeCase: {
    subject: 'case',
    how: { policy: { rehearsal: true } },
    prepare: (order) => order.awaited(),
    trigger: async (order) => order.helper('withdrawHelper', await order.helperId(), { reason: 'ill' }),
    // Only what the question has become can be decided.
    meanwhile: (order) => order.decides('helperNoShow'),
    afterwards: (order) => order.reaches({ stage: 'selection' }),
    answers: { trigger: 'ok', meanwhile: 'ok' },
    leadsTo: { stage: 'selection', ending: null },
    charged: ['noShowFee'],
  },
  remindOfCase: {
    ...objected,
    how: { policy: { rehearsal: true } },
    trigger: (order) => order.toCase('letTimePass', {}),
    meanwhile: (order) => order.decides('rejected'),
    answers: { trigger: 'ok', meanwhile: 'ok' },
  },
  closeCase: {
    ...objected,
    trigger: (order) => order.decides('rejected'),
    meanwhile: (order) => order.decides('free'),
    answers: { trigger: 'ok', meanwhile: 'CaseClosed' },
  },
  startCase: {
    prepare: (order) => order.served(),
    trigger: async (order) => order.customer('object', { reason: 'notClean' }),
    // The order takes messages while its case has no workflow: its deadline is that of the case.
    meanwhile: async (order) => order.ops('extendDeadline', { minutes: 30, reason: 'customerCalled' }),
    afterwards: reject,
    answers: { trigger: 'ok', meanwhile: 'WrongStage' },
    leadsTo: { stage: 'review', ending: null, settlement: 'due' },
  },
  sendDecision: {
    ...objected,
    trigger: (order) => order.decides('reducePrice', { amountFen: 1_000 }),
    meanwhile: (order) => order.decides('free'),
    answers: { trigger: 'ok', meanwhile: 'CaseClosed' },
  },
  sendDueTime: {
    ...objected,
    trigger: (order) => order.toCase('extendDeadline', { minutes: 60 }),
    meanwhile: (order) => order.decides('rejected'),
    answers: { trigger: 'ok', meanwhile: 'ok' },
  },
};
