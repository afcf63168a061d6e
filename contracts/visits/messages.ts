import { defineMessage, defineSignalMessage } from '#contracts/define-message.ts';
import { BEFORE_CHECK_IN } from '#contracts/orders/stages.ts';
import { ROLES } from '#contracts/people/roles.ts';

const HELPER_SIDE = ['helper', 'agent', 'ops'] as const;

export const VISIT_MESSAGES = [
  defineMessage({
    name: 'withdrawHelper',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['agreement', 'scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    shape: {},
    describe: '家政员退出 the helper drops out; the next round starts',
    http: { path: 'withdrawal', summary: 'The helper drops out; another one is found' },
    reason: 'required',
    note: 'cancellation',
  }),
  // Both messages about another time change the agreement: the API must vouch for them, as where money moves.
  defineMessage({
    name: 'proposeReschedule',
    subject: 'order',
    who: ROLES,
    stages: ['scheduled'],
    phases: ['planned'],
    money: true,
    // `side`: for whom staff speak; the others speak for themselves.
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
  }),
  defineMessage({
    name: 'depart',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['scheduled', 'visit'],
    phases: ['planned'],
    shape: {},
    describe: '已出发 helper is on the way',
    http: { path: 'departure', summary: 'On my way' },
  }),
  defineMessage({
    name: 'checkIn',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    shape: { startCode: 'pin', deviceAt: 'deviceTime?' },
    describe: '签到 check in with the start code',
    http: { path: 'check-in', summary: 'Start the visit with the customer’s code' },
  }),
  defineMessage({
    name: 'overrideCheckIn',
    subject: 'order',
    who: ['agent', 'ops'],
    stages: ['scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    shape: {},
    describe: '人工核验到场 start the visit without a code; needs a reason',
    http: { path: 'check-in-override', summary: 'Start the visit without a code' },
    reason: 'required',
    note: 'ops',
  }),
  defineMessage({
    name: 'checkOut',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['visit'],
    phases: ['checkedIn'],
    shape: { deviceAt: 'deviceTime?' },
    describe: '完工 helper has finished',
    http: { path: 'check-out', summary: 'The visit is done' },
  }),
  defineMessage({
    name: 'confirmCompletion',
    subject: 'order',
    who: ['customer', 'agent', 'ops'],
    stages: ['visit'],
    phases: ['checkedOut'],
    money: true,
    shape: {},
    describe: '确认完成 customer confirms; settles the order',
    http: { path: 'confirmation', summary: 'Confirm that the service is done' },
    rule: true,
  }),
] as const;

/** What `checkIn` and `checkOut` do, reported later by the helper's phone, which had no network. */
export const VISIT_SIGNALS = [
  defineSignalMessage({
    name: 'checkedIn',
    subject: 'order',
    from: 'person',
    shape: { messageId: 'id', startCode: 'pin', deviceAt: 'deviceTime' },
    describe: '离线签到 queued check-in from a phone without signal',
  }),
  defineSignalMessage({
    name: 'checkedOut',
    subject: 'order',
    from: 'person',
    shape: { messageId: 'id', deviceAt: 'deviceTime' },
    describe: '离线完工 queued check-out from a phone without signal',
  }),
] as const;
