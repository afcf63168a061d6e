import { type AnyNotice, defineNotice } from '../define-notice.ts';
import type { NoticeTemplate } from '../templates.ts';
import { both } from '../words.ts';

interface Certificate {
  skill: string;
  until: string;
  days: number;
}
const about = ({ skill, until, days }: Certificate) => ({
  detail: skill,
  params: { skill, until, count: days },
});

export const helperNotices = {
  certificateEnds: defineNotice({
    subject: 'helper',
    who: { certificateEnds: (one, m) => (one.days > 0 ? [{ to: m.row.id, ...about(one) }] : []) },
    title: both('证书即将到期', 'A certificate runs out soon'),
    text: both(
      (w) => `您的${w.skill}证书 ${w.until}到期（还有 ${w.count} 天内），请及时更新，到期后将停派此类订单。`,
      (w) =>
        `Your certificate for ${w.skill} runs out on ${w.until} (within ${w.count} days). Please renew it.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'certificate', time: 'until' },
  }),
  certificateEndsNow: defineNotice({
    subject: 'helper',
    who: { certificateEnds: (one, m) => (one.days === 0 ? [{ to: m.row.id, ...about(one) }] : []) },
    title: both('证书已到期', 'A certificate ran out'),
    text: both(
      (w) => `您的${w.skill}证书已于 ${w.until}到期，此类订单已停派。请更新后联系客服。`,
      (w) => `Your certificate for ${w.skill} ran out on ${w.until}: no such orders until it is renewed.`,
    ),
    channel: 'sms',
    urgent: false,
    until: { condition: 'certificate' },
  }),
  opsCertificateEnds: defineNotice({
    subject: 'helper',
    who: { certificateEnds: (one) => (one.days > 0 ? [{ to: 'ops', ...about(one) }] : []) },
    title: both('家政员证书即将到期', "A helper's certificate runs out soon"),
    text: both(
      (w) => `${w.helper}的${w.skill}证书 ${w.until}到期（还有 ${w.count} 天内），请在「家政员」中更新。`,
      (w) => `${w.helper}: the certificate for ${w.skill} runs out on ${w.until} (within ${w.count} days).`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'certificate', time: 'until' },
  }),
  opsCertificateEndsNow: defineNotice({
    subject: 'helper',
    who: { certificateEnds: (one) => (one.days === 0 ? [{ to: 'ops', ...about(one) }] : []) },
    title: both('家政员证书已到期', "A helper's certificate ran out"),
    text: both(
      (w) => `${w.helper}的${w.skill}证书已于 ${w.until}到期，此类订单已停派。`,
      (w) => `${w.helper}: the certificate for ${w.skill} ran out on ${w.until}.`,
    ),
    channel: 'inbox',
    urgent: false,
    until: { condition: 'certificate' },
  }),
} satisfies Partial<Record<NoticeTemplate, AnyNotice>>;
