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
  }),
  defineMessage({
    name: 'checkIn',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    shape: { startCode: 'pin', deviceAt: 'time?' },
    describe: '签到 check in with the start code',
  }),
  defineMessage({
    name: 'overrideCheckIn',
    subject: 'order',
    who: ['agent', 'ops'],
    stages: ['scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    shape: {},
    describe: '人工核验到场 start the visit without a code; needs a reason',
  }),
  defineMessage({
    name: 'checkOut',
    subject: 'order',
    who: HELPER_SIDE,
    stages: ['visit'],
    phases: ['checkedIn'],
    shape: { deviceAt: 'time?' },
    describe: '完工 helper has finished',
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
    rule: true,
  }),
] as const;

/** What `checkIn` and `checkOut` do, reported later by the helper's phone, which had no network. */
export const VISIT_SIGNALS = [
  defineSignalMessage({
    name: 'checkedIn',
    subject: 'order',
    from: 'person',
    shape: { messageId: 'id', startCode: 'pin', deviceAt: 'time' },
    describe: '离线签到 queued check-in from a phone without signal',
  }),
  defineSignalMessage({
    name: 'checkedOut',
    subject: 'order',
    from: 'person',
    shape: { messageId: 'id', deviceAt: 'time' },
    describe: '离线完工 queued check-out from a phone without signal',
  }),
] as const;
