import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { after, toCustomer, toHelper, toParty } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const orderNotices = {
  inquiryReceived: defineNotice({
    subject: 'order',
    who: { inquiryReceived: (_, m) => toCustomer(m) },
    title: both('已收到需求', 'Request received'),
    text: both(
      (w) => `已收到您的${w.service}需求，订单号 ${w.orderId}。`,
      (w) => `We received your request for ${w.service}. Order ${w.orderId}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  inquiryReminder: defineNotice({
    subject: 'order',
    who: {
      inquiryReceived: ({ complete }, m) =>
        complete ? [] : toCustomer(m, { dueAt: after(m, m.row.policy.inquiryReminder) }),
    },
    title: both('请补充需求', 'Please complete your request'),
    text: both(
      (w) => `您的${w.service}需求还缺少信息，请补充后为您推荐家政员。`,
      (w) => `Your request for ${w.service} still misses something. Please complete it.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'inquiry' },
  }),
  moreTime: defineNotice({
    subject: 'order',
    who: {
      deadlineExtended: ({ until, by }, m) => {
        const { waitingFor } = m.row;
        return waitingFor === 'customer' || waitingFor === 'helper'
          ? toParty(m, waitingFor, { params: { until, by } })
          : [];
      },
    },
    title: both('期限已延长', 'You have more time'),
    text: both(
      (w) => `${w.service}的答复时限已延长至 ${w.until}。`,
      (w) => `You have more time for ${w.service}: until ${w.until}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { time: 'until' },
  }),
  opsStuck: defineNotice({
    subject: 'order',
    who: { needsOps: ({ reason }) => [{ to: 'ops', params: { reason } }] },
    title: both('订单需要处理', 'An order needs you'),
    text: both(
      (w) => `订单 ${w.orderId} 需要处理：${w.reason}。`,
      (w) => `Order ${w.orderId} needs you: ${w.reason}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'needsOps' },
  }),
  opsBounced: defineNotice({
    subject: 'order',
    who: { noticeBounced: () => [{ to: 'ops' }] },
    title: both('通知未送达', 'A notice bounced'),
    text: both(
      (w) => `订单 ${w.orderId} 有通知未能送达。`,
      (w) => `A notice of order ${w.orderId} could not be delivered.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'needsOps' },
  }),
  closed: defineNotice({
    subject: 'order',
    who: {
      closed: ({ ending }, m) => [
        ...toCustomer(m, { params: { ending } }),
        // A visit that is off: also at night, as it may have been early in the morning.
        ...toHelper(m, {
          params: { ending },
          ...(ending === 'completed' ? { channel: 'inbox' } : { urgent: true }),
        }),
      ],
    },
    title: both('订单已结束', 'Order closed'),
    text: both(
      (w) => `${w.service}订单已结束：${w.result}。`,
      (w) => `Your order for ${w.service} has ended: ${w.result}.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
