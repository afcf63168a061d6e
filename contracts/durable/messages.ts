import { defineMessage } from '#contracts/define-message.ts';
import { ROLES } from '#contracts/people/roles.ts';

/** What staff may send to every subject while it is open. */
export const DURABLE_MESSAGES = [
  defineMessage({
    name: 'extendDeadline',
    subject: 'every',
    who: ['ops'],
    stages: 'open',
    shape: { minutes: 'minutes' },
    describe: '延长时限 extend the current deadline by minutes; needs a reason',
    http: { path: 'deadline', summary: 'Extend the current deadline' },
    reason: 'required',
    note: 'ops',
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
    reason: 'required',
    note: 'ops',
    duringTransition: true,
    rule: true,
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
  }),
] as const;
