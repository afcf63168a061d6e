import { defineMessage, defineSignalMessage } from '#contracts/define-message.ts';

export const MONEY_MESSAGES = [
  defineMessage({
    name: 'recordCash',
    subject: 'order',
    who: ['ops'],
    stages: ['settlement', 'review'],
    settlements: ['due', 'overdue'],
    money: true,
    shape: { amountFen: 'fen' },
    describe: '现金收款 ops record a cash payment (platform only)',
    http: { path: 'cash', summary: 'Record a cash payment' },
    reason: 'required',
    note: 'ops',
    rule: true,
    form: {
      group: 'repair',
      fields: ['amount', 'reason', 'note'],
      reasons: ['paidToHelper', 'paidAtDesk', 'other'],
      serious: true,
    },
    place: 17,
  }),
] as const;

export const MONEY_SIGNALS = [
  defineSignalMessage({
    name: 'paymentSettled',
    subject: 'order',
    from: 'platform',
    shape: { messageId: 'id', paymentId: 'id', amountFen: 'fen', proof: 'hash?' },
    describe: '支付结果 the payment gateway reports a payment',
  }),
] as const;
