import { defineMessage } from '#contracts/define-message.ts';
import { CUSTOMER_SIDE } from '#contracts/people/roles.ts';
import { BEFORE_CHECK_IN } from './stages.ts';

export const ORDER_MESSAGES = [
  defineMessage({
    name: 'completeInquiry',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['inquiry'],
    shape: { minutes: 'minutes', quantity: 'int', windowStart: 'time', windowEnd: 'time' },
    describe: '补全需求 complete the inquiry: minutes, quantity, windowStart, windowEnd',
    http: { path: 'inquiry', summary: 'Complete what is missing' },
    rule: true,
    form: { group: 'repair', fields: ['need'], urgent: 2 },
    place: 1,
  }),
  defineMessage({
    name: 'cancelOrder',
    subject: 'order',
    who: CUSTOMER_SIDE,
    stages: ['inquiry', 'matching', 'selection', 'agreement', 'scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    tooLate: 'CannotCancelNow',
    money: true,
    shape: {},
    describe: '取消订单 cancel; through the platform when a fee may be due',
    http: { path: 'cancellation', summary: 'Cancel the order' },
    reason: 'required',
    note: 'cancellation',
    form: {
      group: 'end',
      fields: ['reason', 'note'],
      reasons: ['customerCalled', 'duplicate', 'unsafe', 'noHelperFound', 'other'],
      serious: true,
      danger: true,
      asksFee: true,
    },
    place: 8,
  }),
] as const;
