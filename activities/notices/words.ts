export type Locale = 'zh-CN' | 'en';
export type Both<T> = Record<Locale, T>;

/** What a text may say: codes and amounts of the notice, worded; names and codes are looked up at sending. */
export interface NoticeWords {
  service: string;
  start: string;
  until: string;
  yuan: string;
  minutes: string;
  count: string;
  points: string;
  stars: string;
  result: string;
  reason: string;
  startCode: string;
  orderId: string;
  skill: string;
  helper: string;
}
export type Text = (words: NoticeWords) => string;

/** The same in both languages. */
export const both = <T>(zh: T, en: T): Both<T> => ({ 'zh-CN': zh, en });
