/** Every time on a screen is local time of the city, whatever the phone's own zone says. */
const ZONE = 'Asia/Shanghai';

const format = (iso: string | number, lang: string, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(lang, { timeZone: ZONE, hourCycle: 'h23', ...options }).format(new Date(iso));

export const clock = (iso: string, lang: string) => format(iso, lang, { hour: '2-digit', minute: '2-digit' });

const CITY_OFFSET_MINUTES = 8 * 60;
/** Says whose time it is to a reader whose device has another. */
const zone = (iso: string, lang: string) => {
  if (-new Date(iso).getTimezoneOffset() === CITY_OFFSET_MINUTES) return '';
  return lang === 'en' ? ' (Beijing time)' : '（北京时间）';
};
const yearOf = (iso: string | number) => localDate(iso).slice(0, 4);

/** 11月24日 周二 / Tue, Nov 24; with the year when it is another than now. */
export const day = (iso: string | number, lang: string) =>
  format(iso, lang, {
    ...(yearOf(iso) === yearOf(Date.now()) ? {} : { year: 'numeric' }),
    ...{ month: 'short', day: 'numeric', weekday: 'short' },
  });

const moment = (iso: string, lang: string) => `${day(iso, lang)} ${clock(iso, lang)}`;
export const dayAndClock = (iso: string, lang: string) => `${moment(iso, lang)}${zone(iso, lang)}`;

/** 11月24日 周二 09:00–12:00; both days when it passes midnight. */
export function span(from: string, to: string, lang: string): string {
  const end = localDate(from) === localDate(to) ? clock(to, lang) : moment(to, lang);
  return `${moment(from, lang)}–${end}${zone(from, lang)}`;
}

/** The local calendar date, YYYY-MM-DD. */
export function localDate(iso: string | number): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: ZONE,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(new Date(iso));
}

/** A local date and time of day as UTC ISO. */
export function toUtc(date: string, time: string, offsetMinutes: number): string {
  const local = Date.parse(`${date}T${time === '24:00' ? '23:59' : time}:00Z`);
  return new Date(local - offsetMinutes * 60_000).toISOString();
}

/** Local time of day, HH:MM. */
export const timeOfDay = (iso: string | number) =>
  new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(iso));

export interface Left {
  days: number;
  hours: number;
  minutes: number;
  seconds: number;
  /** Past the deadline. */
  over: boolean;
}

/** How long from `now` to `deadline`, in whole parts. */
export function left(deadline: string, now: number): Left {
  const seconds = Math.max(0, Math.ceil((Date.parse(deadline) - now) / 1000));
  return {
    days: Math.floor(seconds / 86_400),
    hours: Math.floor((seconds % 86_400) / 3600),
    minutes: Math.floor((seconds % 3600) / 60),
    seconds: seconds % 60,
    over: Date.parse(deadline) <= now,
  };
}
