import { yuan } from '#contracts/money/yuan.ts';
import { CODE_WORDS } from './code-words.ts';
import type { Locale, NoticeWords } from './words.ts';

export interface NoticeToWord {
  params: Record<string, unknown>;
  orderId: string | null;
  serviceZh: string | null;
  serviceEn: string | null;
  startCode: string | null;
  utcOffsetMinutes: number;
}

/** What the texts of a notice may say. A parameter that it lacks is an empty word. */
export function wordsOf(notice: NoticeToWord, locale: Locale): NoticeWords {
  const { params } = notice;
  const word = (code: unknown): string => CODE_WORDS[String(code)]?.[locale] ?? String(code ?? '');
  const time = (iso: unknown): string =>
    typeof iso === 'string' ? localTime(iso, locale, notice.utcOffsetMinutes) : '';
  return {
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
  };
}

function localTime(iso: string, locale: Locale, utcOffsetMinutes: number): string {
  const local = new Date(Date.parse(iso) + utcOffsetMinutes * 60_000);
  const two = (n: number): string => String(n).padStart(2, '0');
  const clock = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  const year = local.getUTCFullYear();
  const isThisYear = year === new Date(Date.now() + utcOffsetMinutes * 60_000).getUTCFullYear();
  if (locale === 'zh-CN')
    return `${isThisYear ? '' : `${year}年`}${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${clock}`;
  const month = local.toLocaleString('en', { month: 'short', timeZone: 'UTC' });
  return `${local.getUTCDate()} ${month}${isThisYear ? '' : ` ${year}`}, ${clock}`;
}
