import { yuan } from '#contracts/money/yuan.ts';
import { CODE_WORDS } from './code-words.ts';
import { type Locale, NOTICE_TEXTS, type NoticeTemplate } from './notice-texts.ts';
import { NOTICE_TITLES } from './notice-titles.ts';

export interface NoticeToRender {
  template: string;
  params: Record<string, unknown>;
  locale: string;
  orderId: string | null;
  serviceZh: string | null;
  serviceEn: string | null;
  startCode: string | null;
  utcOffsetMinutes: number;
}

/** The sentence of a notice in the reader's language; codes, times and amounts become words. */
export function renderNotice(notice: NoticeToRender): string {
  const locale: Locale = notice.locale === 'en' ? 'en' : 'zh-CN';
  const template = NOTICE_TEXTS[notice.template as NoticeTemplate];
  if (!template) throw new Error(`There is no text for the notice ${notice.template}`);
  const { params } = notice;
  const word = (code: unknown): string => CODE_WORDS[String(code)]?.[locale] ?? String(code ?? '');
  const time = (iso: unknown): string =>
    typeof iso === 'string' ? localTime(iso, locale, notice.utcOffsetMinutes) : '';
  const text = template[locale]({
    service:
      (locale === 'en' ? notice.serviceEn : notice.serviceZh) ??
      (locale === 'en' ? 'your order' : '家政服务'),
    start: time(params.startsAt),
    until: time(params.until),
    yuan: yuan(Number(params.fen ?? 0)),
    minutes: String(params.minutes ?? ''),
    count: String(params.count ?? ''),
    points: String(params.points ?? ''),
    stars: (Number(params.averageX100 ?? 0) / 100).toFixed(1),
    result: word(params.decision ?? params.ending ?? params.kind),
    reason: word(params.reason),
    startCode: notice.startCode ?? '',
    orderId: notice.orderId ?? '',
    skill: word(params.skill),
    helper: String(params.helper ?? ''),
  });
  return locale === 'en' ? `[Anjia] ${text}` : `【安家】${text}`;
}

/** What happened, in a few words of the reader's language. */
export function noticeTitle({ template, locale }: { template: string; locale: string }): string {
  const titles = NOTICE_TITLES[template as NoticeTemplate];
  if (!titles) throw new Error(`There is no title for the notice ${template}`);
  return titles[locale === 'en' ? 'en' : 'zh-CN'];
}

function localTime(iso: string, locale: Locale, utcOffsetMinutes: number): string {
  const local = new Date(Date.parse(iso) + utcOffsetMinutes * 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  if (locale === 'zh-CN') return `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`;
  const month = local.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
  return `${local.getUTCDate()} ${month}, ${clock}`;
}
