import { millis } from '#contracts/durations.ts';
import { type AnyNotice, defineNotice } from '../define-notice.ts';
import { after, toCustomer, toHelper } from '../order-recipients.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

export const reviewNotices = {
  reviewReminder: defineNotice({
    subject: 'order',
    who: {
      settled: (_, m) =>
        m.row.policy.reviewReminders.flatMap((wait) => toCustomer(m, { dueAt: after(m, wait) })),
    },
    title: both('请评价这次服务', 'Please review your visit'),
    text: both(
      (w) => `请为刚完成的${w.service}评价，24 小时内有效。`,
      (w) => `Please review your ${w.service} within 24 hours.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'review' },
  }),
  reviewed: defineNotice({
    subject: 'order',
    who: { reviewed: ({ averageX100 }, m) => toHelper(m, { params: { averageX100 } }) },
    title: both('收到客户评价', 'You were reviewed'),
    text: both(
      (w) => `客户评价了您的${w.service}：${w.stars} 分。`,
      (w) => `Your ${w.service} was reviewed: ${w.stars} of 5.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  reviewedForYou: defineNotice({
    subject: 'order',
    who: {
      reviewed: ({ averageX100, onBehalf }, m) =>
        onBehalf ? toCustomer(m, { params: { averageX100 } }) : [],
    },
    title: both('客服已代您评价', 'Our staff entered a review for you'),
    text: both(
      (w) => `客服已代您评价${w.service}：${w.stars} 分。如有不符，请联系我们。`,
      (w) =>
        `Our staff entered your review of ${w.service}: ${w.stars} of 5. If that is not right, please contact us.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
  rewarded: defineNotice({
    subject: 'order',
    who: {
      rewardGranted: ({ helperId, points, bonusFen, boostUntil }) => [
        { to: helperId, params: { points, fen: bonusFen, ...(boostUntil ? { until: boostUntil } : {}) } },
      ],
    },
    title: both('获得好评奖励', 'You earned a reward'),
    text: both(
      (w) => `好评奖励：奖金 ${w.yuan}，积分 ${w.points}，并${w.until && `在 ${w.until} 前`}获优先推荐。`,
      (w) =>
        `Reward for a good review: ${w.yuan}, ${w.points} points and a higher rank${w.until && ` until ${w.until}`}.`,
    ),
    channel: 'sms',
    urgent: false,
    until: 'always',
  }),
  rewardTold: defineNotice({
    subject: 'order',
    who: { rewardGranted: (_, m) => toCustomer(m) },
    title: both('家政员已获奖励', 'Your helper was rewarded'),
    text: both(
      (w) => `感谢您的好评，${w.service}家政员已获得奖励。`,
      (w) => `Thank you. The helper of your ${w.service} was rewarded.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
  penalised: defineNotice({
    subject: 'order',
    who: {
      penaltyDecided: ({ helperId, kind, reason }, { row, at }) => [
        {
          to: helperId,
          params: { kind, reason, until: new Date(at + millis(row.policy.appealLimit)).toISOString() },
        },
      ],
    },
    title: both('评价处理结果', 'A decision about you'),
    text: both(
      (w) => `处理结果：${w.result}。原因：${w.reason}。您可以申诉。`,
      (w) => `Decision: ${w.result}. Reason: ${w.reason}. You may appeal.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { time: 'until' },
  }),
  followUpTold: defineNotice({
    subject: 'order',
    who: {
      caseDecided: ({ kind, decision }, m) =>
        kind === 'penalty' ? toCustomer(m, { params: { kind, decision } }) : [],
    },
    title: both('您的评价已处理', 'Your review was handled'),
    text: both(
      (w) => `您对${w.service}的评价已处理，结果：${w.result}。`,
      (w) => `Your review of ${w.service} was handled. Result: ${w.result}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: 'always',
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
