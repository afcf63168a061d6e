import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { toCustomer, toHelper } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const visitNotices = {
  onTheWay: defineNotice({
    subject: 'order',
    who: { helperDeparted: (_, m) => toCustomer(m) },
    title: both('家政员已出发', 'Your helper is on the way'),
    text: both(
      (w) =>
        `家政员已出发前来${w.service}。${w.startCode ? `开工码 ${w.startCode}，请在家政员到达时出示。` : ''}`,
      (w) =>
        `Your helper for ${w.service} is on the way.${w.startCode ? ` Start code ${w.startCode}: show it at the door.` : ''}`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'scheduled:arrival' },
  }),
  late: defineNotice({
    subject: 'order',
    who: { helperLate: ({ minutes }, m) => toCustomer(m, { params: { minutes } }) },
    title: both('家政员迟到', 'Your helper is late'),
    text: both(
      (w) => `很抱歉，${w.service}家政员迟到约 ${w.minutes} 分钟，我们正在联系。`,
      (w) => `Sorry, the helper for ${w.service} is about ${w.minutes} minutes late. We are on it.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'visit:arrival' },
  }),
  lateHelper: defineNotice({
    subject: 'order',
    who: { helperLate: ({ minutes }, m) => toHelper(m, { params: { minutes } }) },
    title: both('已过开始时间', 'You are late'),
    text: both(
      (w) => `${w.service}已过开始时间 ${w.minutes} 分钟，请尽快签到或联系客服。`,
      (w) => `${w.service} should have begun ${w.minutes} minutes ago. Please check in or call us.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'visit:arrival' },
  }),
  absenceChecked: defineNotice({
    subject: 'order',
    who: {
      caseOpened: ({ kind, reason }, m) =>
        kind === 'arrival' && reason !== 'codeLocked' ? toCustomer(m) : [],
    },
    title: both('客服正在核实', 'We are looking into it'),
    text: both(
      (w) => `很抱歉，${w.service}家政员仍未签到。客服正在核实，会尽快与您联系。`,
      (w) =>
        `Sorry, the helper for ${w.service} has still not checked in. Our staff are looking into it and will contact you.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'visit:arrival' },
  }),
  arrivalChecked: defineNotice({
    subject: 'order',
    who: {
      caseOpened: ({ kind, reason }, m) =>
        kind === 'arrival' && reason === 'codeLocked' ? toCustomer(m) : [],
    },
    title: both('客服正在核实到场', 'We are checking the arrival'),
    text: both(
      (w) => `${w.service}的开工码多次输错。客服正在核实家政员是否已到场，会尽快与您联系。`,
      (w) =>
        `The start code for ${w.service} was wrong too many times. Our staff are checking whether the helper is there and will contact you.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'scheduled:arrival' },
  }),
  visitStarted: defineNotice({
    subject: 'order',
    who: { checkedIn: (_, m) => toCustomer(m) },
    title: both('服务已开始', 'The visit has started'),
    text: both(
      (w) => `${w.service}已开始。`,
      (w) => `${w.service} has started.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  confirmDone: defineNotice({
    subject: 'order',
    who: { checkedOut: (_, m) => toCustomer(m) },
    title: both('请确认完成', 'Please confirm the visit'),
    text: both(
      (w) => `${w.service}已完工，请确认完成或提出异议。`,
      (w) => `${w.service} is finished. Please confirm it or tell us what is wrong.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'visit:confirm' },
  }),
  doneConfirmed: defineNotice({
    subject: 'order',
    who: { completionConfirmed: (_, m) => toHelper(m) },
    title: both('客户已确认完成', 'Confirmed as completed'),
    text: both(
      (w) => `${w.service}已确认完成。`,
      (w) => `${w.service} was confirmed as completed.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  confirmedForYou: defineNotice({
    subject: 'order',
    who: { completionConfirmed: ({ onBehalf }, m) => (onBehalf ? toCustomer(m) : []) },
    title: both('客服已代您确认完成', 'Our staff confirmed for you'),
    text: both(
      (w) => `客服已代您确认${w.service}完成。如有不符，请联系我们。`,
      (w) =>
        `Our staff confirmed for you that ${w.service} is done. If that is not right, please contact us.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
