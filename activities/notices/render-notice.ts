import { NOTICES } from './notices.ts';
import type { NoticeTemplate } from './templates.ts';
import type { Locale } from './words.ts';
import { type NoticeToWord, wordsOf } from './words-of.ts';

export interface NoticeToRender extends NoticeToWord {
  template: string;
  /** Of the reader; what is not English is Chinese. */
  locale: string;
}

/** The sentence of a notice in the reader's language; codes, times and amounts become words. */
export function renderNotice(notice: NoticeToRender): string {
  const locale = localeOf(notice);
  const text = rowOf(notice.template).text[locale](wordsOf(notice, locale));
  return locale === 'en' ? `[Anjia] ${text}` : `【安家】${text}`;
}

/** What happened, in a few words of the reader's language. */
export function noticeTitle(notice: { template: string; locale: string }): string {
  return rowOf(notice.template).title[localeOf(notice)];
}

const localeOf = ({ locale }: { locale: string }): Locale => (locale === 'en' ? 'en' : 'zh-CN');

/** Throws for a template of a newer version. */
function rowOf(template: string) {
  const row = NOTICES[template as NoticeTemplate];
  if (!row) throw new Error(`There is no text for the notice ${template}`);
  return row;
}
