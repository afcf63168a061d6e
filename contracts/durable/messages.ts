import { defineMessage } from '#contracts/define-message.ts';
import { TOLD_BY_PHONE } from '#contracts/notices/bounced.ts';
import { ROLES } from '#contracts/people/roles.ts';

/** Messages that staff may send to every open subject. */
export const DURABLE_MESSAGES = [
  defineMessage({
    name: 'extendDeadline',
    subject: 'every',
    who: ['ops'],
    stages: 'open',
    shape: { minutes: 'minutes' },
    describe: '延长时限 extend the current deadline by minutes; needs a reason',
    http: { path: 'deadline', summary: 'Extend the current deadline' },
    inCase: { endpoint: 'extendCase', summary: 'Give staff more time for the case' },
    reason: 'required',
    note: 'ops',
    form: {
      group: 'repair',
      fields: ['minutes', 'reason', 'note'],
      reasons: ['customerAsked', 'helperAsked', 'ourOutage', 'other'],
    },
    place: 20,
  }),
  defineMessage({
    name: 'retryStep',
    subject: 'every',
    who: ['ops'],
    stages: 'open',
    shape: {},
    describe: '重试步骤 try the parked step again',
    http: {
      path: 'retry',
      summary:
        'Try a parked step again, or settle a bounced notice (toldByPhone: it is not sent again), also of a closed order',
    },
    inCase: { endpoint: 'retryCase', summary: 'Try a parked step of the case again' },
    reason: 'required',
    note: 'ops',
    duringTransition: true,
    rule: true,
    form: {
      group: 'repair',
      fields: ['reason', 'note'],
      reasons: ['repaired', 'tryAgain', TOLD_BY_PHONE],
      urgent: 4,
    },
    place: 21,
  }),
  defineMessage({
    name: 'letTimePass',
    subject: 'every',
    who: ROLES,
    stages: 'open',
    rehearsal: true,
    shape: {},
    describe: '快进 rehearsal only: jump to the current deadline',
    http: { path: 'time', summary: 'Rehearsal: jump to the current deadline' },
    inCase: { endpoint: 'letCaseTimePass' },
    form: { group: 'rehearsal', fields: [] },
    place: 22,
  }),
] as const;
