import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { after, toCustomer } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const matchingNotices = {
  shortlistReady: defineNotice({
    subject: 'order',
    who: {
      helpersRecommended: ({ helpers, round }, m) =>
        toCustomer(m, { params: { count: helpers.length, round } }),
    },
    title: both('已推荐家政员', 'Helpers recommended'),
    text: both(
      (w) => `已为您的${w.service}推荐 ${w.count} 位家政员，请尽快选择。`,
      (w) => `We found ${w.count} helper(s) for your ${w.service}. Please choose.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'selection' },
  }),
  offer: defineNotice({
    subject: 'order',
    who: { helpersRecommended: ({ helpers }) => helpers.map((to) => ({ to, detail: to })) },
    title: both('有新的订单', 'A new offer'),
    text: both(
      (w) => `有一份新的${w.service}订单推荐给您，请确认是否接单。`,
      (w) => `A new ${w.service} order is offered to you. Please accept or decline.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'selection:offer' },
  }),
  selectionReminder: defineNotice({
    subject: 'order',
    who: { helpersRecommended: (_, m) => toCustomer(m, { dueAt: after(m, m.row.policy.selectionReminder) }) },
    title: both('请选择家政员', 'Please choose a helper'),
    text: both(
      (w) => `您还没有选择${w.service}的家政员，名额即将释放。`,
      (w) => `You have not chosen a helper for ${w.service} yet. The slots will be released soon.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'selection' },
  }),
  noHelperYet: defineNotice({
    subject: 'order',
    who: { noHelperFound: (_, m) => toCustomer(m) },
    title: both('仍在寻找家政员', 'Still looking for a helper'),
    text: both(
      (w) => `暂未找到合适的${w.service}家政员，我们正在继续安排。`,
      (w) => `No suitable helper for ${w.service} yet. We keep looking.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'matching' },
  }),
  opsNoMatch: defineNotice({
    subject: 'order',
    who: { noHelperFound: () => [{ to: 'ops' }] },
    title: both('未匹配到家政员', 'No helper found'),
    text: both(
      (w) => `订单 ${w.orderId} 未匹配到家政员。`,
      (w) => `No helper found for order ${w.orderId}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'matching' },
  }),
  offerAccepted: defineNotice({
    subject: 'order',
    who: { offerAccepted: (_, m) => toCustomer(m) },
    title: both('有家政员愿意承接', 'A helper is ready'),
    text: both(
      (w) => `一位推荐的家政员已表示愿意承接您的${w.service}。`,
      (w) => `One of your recommended helpers is ready to take your ${w.service}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'selection' },
  }),
  missedOffer: defineNotice({
    subject: 'order',
    who: { helperSilent: ({ helperId }) => [{ to: helperId }] },
    title: both('订单已转给他人', 'The offer went to someone else'),
    text: both(
      (w) => `您未在时限内答复${w.service}订单，已转给其他家政员。`,
      (w) => `You did not answer in time. The ${w.service} order went to someone else.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  helperChanged: defineNotice({
    subject: 'order',
    who: {
      // The helper chosen already declined instead of signing: the search goes on.
      offerDeclined: (_, m) =>
        m.row.stage === 'matching' ? toCustomer(m, { channel: 'inbox', urgent: false }) : [],
      helperSilent: (_, m) => toCustomer(m, { channel: 'inbox', urgent: false }),
      helperWithdrew: (_, m) => toCustomer(m),
      helperReplaced: (_, m) => toCustomer(m),
    },
    title: both('正在另找家政员', 'Finding another helper'),
    text: both(
      (w) => `原家政员无法承接您的${w.service}，我们正在为您重新安排，您无需付费。`,
      (w) => `Your helper cannot come for ${w.service}. We are arranging another one at no cost to you.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'matching:replacement' },
  }),
  replaced: defineNotice({
    subject: 'order',
    who: { helperReplaced: ({ helperId }) => [{ to: helperId }] },
    title: both('订单已改派', 'The order was reassigned'),
    text: both(
      (w) => `您的${w.service}订单已改派其他家政员，请查看日程。`,
      (w) => `Your ${w.service} order was given to another helper. Please look at your calendar.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
