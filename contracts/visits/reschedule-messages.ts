import { defineMessage } from '#contracts/define-message.ts';
import { ROLES } from '#contracts/people/roles.ts';

/** Both change the agreement: the API must vouch for the sender, as for messages that move money. */
export const RESCHEDULE_MESSAGES = [
  defineMessage({
    name: 'proposeReschedule',
    subject: 'order',
    who: ROLES,
    stages: ['scheduled'],
    phases: ['planned'],
    money: true,
    // `side`: the side that staff act for. The parties act for themselves.
    shape: { startsAt: 'time', side: 'party?' },
    describe: '提议改期 propose another start for the planned visit (platform only)',
    http: {
      path: 'reschedule',
      summary: 'Propose another start for the planned visit',
      remarks: { side: 'staff: for whom' },
    },
    reason: 'optional',
    note: 'ops',
    rule: true,
    form: {
      group: 'repair',
      fields: ['newStart', 'reason', 'note'],
      reasons: ['customerAsked', 'helperAsked', 'other'],
      serious: true,
    },
    takes: 'newStart',
    place: 9,
  }),
  defineMessage({
    name: 'answerReschedule',
    subject: 'order',
    who: ROLES,
    stages: ['scheduled'],
    phases: ['planned'],
    money: true,
    shape: { accept: 'bool' },
    describe: '答复改期 accept or decline the proposed time (platform only)',
    http: {
      path: 'reschedule/answer',
      summary: 'Accept or decline the proposed start, or take the own proposal back',
    },
    reason: 'optional',
    note: 'ops',
    rule: true,
    form: {
      group: 'repair',
      fields: ['consent', 'reason', 'note'],
      reasons: ['confirmedByPhone', 'other'],
      serious: true,
    },
    takes: 'agreedStart',
    place: 10,
  }),
] as const;
