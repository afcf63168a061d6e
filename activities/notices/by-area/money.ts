import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { toCustomer, toHelper, toParty } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const moneyNotices = {
  toPay: defineNotice({
    subject: 'order',
    who: {
      settled: ({ totalFen, reductionFen }, m) =>
        totalFen > reductionFen ? toCustomer(m, { params: { fen: totalFen - reductionFen } }) : [],
    },
    title: both('请付款', 'Please pay'),
    text: both(
      (w) => `${w.service}费用 ${w.yuan}，请支付。`,
      (w) => `Please pay ${w.yuan} for ${w.service}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'review:payment' },
  }),
  earned: defineNotice({
    subject: 'order',
    who: { settled: ({ helperFen }, m) => toHelper(m, { params: { fen: helperFen } }) },
    title: both('收入已记账', 'Earnings added'),
    text: both(
      (w) => `${w.service}收入 ${w.yuan} 已记账。`,
      (w) => `${w.yuan} for ${w.service} was added to your account.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  paid: defineNotice({
    subject: 'order',
    who: { paymentReceived: ({ amountFen }, m) => toCustomer(m, { params: { fen: amountFen } }) },
    title: both('已收到付款', 'Payment received'),
    text: both(
      (w) => `已收到${w.service}付款 ${w.yuan}，谢谢。`,
      (w) => `We received ${w.yuan} for ${w.service}. Thank you.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  overdue: defineNotice({
    subject: 'order',
    who: {
      paymentOverdue: (_, m) => toCustomer(m),
      caseOpened: ({ kind }, m) => (kind === 'payment' ? toCustomer(m) : []),
    },
    title: both('付款已逾期', 'Payment overdue'),
    text: both(
      (w) => `${w.service}费用已逾期未付，请尽快支付。`,
      (w) => `The payment for ${w.service} is overdue.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'review:payment' },
  }),
  feeCharged: defineNotice({
    subject: 'order',
    who: {
      feeCharged: ({ fen, payer, kind, helperId }, m) =>
        helperId ? [{ to: helperId, params: { fen, kind } }] : toParty(m, payer, { params: { fen, kind } }),
    },
    title: both('产生费用', 'A fee was charged'),
    text: both(
      (w) => `按约定产生费用 ${w.yuan}。`,
      (w) => `A fee of ${w.yuan} was charged as agreed.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
  feeWaived: defineNotice({
    subject: 'order',
    who: { feeWaived: ({ fen }, m) => toCustomer(m, { params: { fen } }) },
    title: both('费用已减免', 'A fee was waived'),
    text: both(
      (w) => `费用 ${w.yuan} 已减免。`,
      (w) => `A fee of ${w.yuan} was waived.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
