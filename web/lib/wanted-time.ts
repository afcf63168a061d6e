import { minuteOfDay } from '#contracts/durations.ts';
import { type ServiceLength, visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { localDate, timeOfDay, toUtc } from './time.ts';

const MINUTE = 60_000;
const HALF_HOUR = 30;
const DAY = 24 * 60;

export interface Hours {
  visitHours: { from: string; to: string };
  utcOffsetMinutes: number;
}
export interface WantedTime {
  /** As soon as somebody can come. */
  now: boolean;
  date: string;
  from: string;
  to: string;
}
export type Window = { windowStart: string; windowEnd: string };

const toTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** Longer than a working day (care through the night): only the start is asked. */
export const isLong = (minutes: number, hours: Hours) =>
  minutes > minuteOfDay(hours.visitHours.to) - minuteOfDay(hours.visitHours.from);

/** Half hours of a day at which a visit may begin or end; today only what lies ahead. */
export function timesOf(date: string, hours: Hours, now: number): string[] {
  const opens = minuteOfDay(hours.visitHours.from);
  const closes = minuteOfDay(hours.visitHours.to);
  const first =
    date === localDate(now) ? Math.ceil((minuteOfDay(timeOfDay(now)) + 1) / HALF_HOUR) * HALF_HOUR : 0;
  const times: string[] = [];
  for (let minute = Math.max(opens, first); minute <= closes; minute += HALF_HOUR) times.push(toTime(minute));
  return times;
}

/** The next days a customer may pick, as local dates. */
export function daysAhead(count: number, now: number): string[] {
  return Array.from({ length: count }, (_, i) => localDate(now + i * DAY * MINUTE));
}

/** Does a visit of this length still fit into this day? */
export function fitsDay(date: string, minutes: number, hours: Hours, now: number): boolean {
  const times = timesOf(date, hours, now);
  if (isLong(minutes, hours)) return times.length > 0;
  return times.length > 1 && minuteOfDay(times.at(-1)!) - minuteOfDay(times[0]!) >= minutes;
}

/** What is wanted as the window that the order carries, or null when the visit does not fit into it. */
export function wantedWindow(input: {
  wanted: WantedTime;
  service: ServiceLength;
  quantity: number;
  hours: Hours;
  now: number;
}): Window | null {
  const { wanted, service, hours, now } = input;
  const minutes = visitMinutes(service, input.quantity);
  const at = (date: string, time: string) => toUtc(date, time, hours.utcOffsetMinutes);
  if (wanted.now && service.shape === 'visit') {
    const today = localDate(now);
    const closes = Date.parse(at(today, hours.visitHours.to));
    if (closes - now < minutes * MINUTE || now < Date.parse(at(today, hours.visitHours.from))) return null;
    return { windowStart: new Date(now).toISOString(), windowEnd: new Date(closes).toISOString() };
  }
  if (!wanted.date || !wanted.from) return null;
  const start = Date.parse(at(wanted.date, wanted.from));
  if (service.shape === 'liveIn') {
    return {
      windowStart: new Date(start).toISOString(),
      windowEnd: new Date(start + DAY * MINUTE).toISOString(),
    };
  }
  const end = isLong(minutes, hours)
    ? start + minutes * MINUTE
    : Date.parse(at(wanted.date, wanted.to || '00:00'));
  if (start <= now - 10 * MINUTE || end - start < minutes * MINUTE) return null;
  return { windowStart: new Date(start).toISOString(), windowEnd: new Date(end).toISOString() };
}
