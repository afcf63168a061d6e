import { otherSide } from '#contracts/visits/reschedule.ts';
import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { beforeVisit, toCustomer, toHelper, toParty } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

/** When the visit takes place. */
export const calendarNotices = {
  rescheduleAsked: defineNotice({
    subject: 'order',
    who: {
      rescheduleProposed: ({ by, to, until }, m) =>
        toParty(m, otherSide(by), { params: { startsAt: to, until } }),
    },
    title: both('对方提议改期', 'Another time is proposed'),
    text: both(
      (w) => `对方提议将${w.service}改到 ${w.start}，请在 ${w.until} 前答复；不答复则按原时间。`,
      (w) =>
        `The other side asks to move ${w.service} to ${w.start}. Please answer by ${w.until}; else the old time stands.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'scheduled:proposal', time: 'until' },
  }),
  rescheduleOff: defineNotice({
    subject: 'order',
    who: { rescheduleDeclined: ({ side, by }, m) => toParty(m, side === by ? otherSide(side) : side) },
    title: both('未改期', 'The time stays'),
    text: both(
      (w) => `${w.service}未改期，仍按 ${w.start} 上门。`,
      (w) => `${w.service} was not moved: it stays at ${w.start}.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'scheduled:arrival' },
  }),
  rescheduled: defineNotice({
    subject: 'order',
    who: { rescheduled: (_, m) => [...toCustomer(m), ...toHelper(m)] },
    title: both('已改期', 'The visit was moved'),
    text: both(
      (w) => `${w.service}已改期：${w.start} 上门。`,
      (w) => `${w.service} was moved: it is now at ${w.start}.`,
    ),
    channel: 'sms',
    urgent: true,
    until: { condition: 'scheduled:arrival' },
  }),
  visitReminder: defineNotice({
    subject: 'order',
    who: {
      agreementSealed: (_, m) => beforeVisit(m).flatMap((dueAt) => toCustomer(m, { dueAt })),
      rescheduled: (_, m) => beforeVisit(m).flatMap((dueAt) => toCustomer(m, { dueAt })),
    },
    title: both('即将上门', 'Your visit is coming up'),
    text: both(
      (w) => `提醒：${w.service} ${w.start} 上门，开工码 ${w.startCode}。`,
      (w) => `Reminder: ${w.service} at ${w.start}. Start code ${w.startCode}.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'scheduled', time: 'startsAt' },
  }),
  visitReminderHelper: defineNotice({
    subject: 'order',
    who: {
      agreementSealed: (_, m) => beforeVisit(m).flatMap((dueAt) => toHelper(m, { dueAt })),
      rescheduled: (_, m) => beforeVisit(m).flatMap((dueAt) => toHelper(m, { dueAt })),
    },
    title: both('即将上门服务', 'You have a visit soon'),
    text: both(
      (w) => `提醒：您在 ${w.start} 有${w.service}上门服务。`,
      (w) => `Reminder: you have a visit for ${w.service} at ${w.start}.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'scheduled', time: 'startsAt' },
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
