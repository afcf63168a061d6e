import { useTranslation } from 'react-i18next';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { dateAfter, midnightOf, workingSpans } from '#contracts/calendars/free-time.ts';
import { day, timeOfDay } from '../../../lib/time.ts';
import { dayEntries } from './day-entries.ts';
import { EntryLine } from './entry-line.tsx';

/** One day: working times, visits, free time. */
export function DayPlan({ calendar, date }: { calendar: CalendarView; date: string }) {
  const { t, i18n } = useTranslation('calendars');
  const entries = dayEntries(calendar, date);
  const end = midnightOf(dateAfter(date, 1), calendar.utcOffsetMinutes);
  const working = workingSpans(calendar.workingTimes, date, calendar.utcOffsetMinutes)
    .map((s) => `${timeOfDay(s.startsAt)}–${s.endsAt === end ? '24:00' : timeOfDay(s.endsAt)}`)
    .join(t('common:listSeparator'));
  return (
    <section className="card day-plan" aria-label={day(`${date}T04:00:00Z`, i18n.language)} data-date={date}>
      <header className="order-head">
        <h2>{day(`${date}T04:00:00Z`, i18n.language)}</h2>
        <small>{working ? t('calendar.works', { times: working }) : t('calendar.dayOff')}</small>
      </header>
      {entries.length === 0 && <p className="hint">{t('calendar.nothing')}</p>}
      {entries.map((entry) => (
        <EntryLine key={`${entry.kind}${entry.from}`} entry={entry} dayEnd={end} />
      ))}
    </section>
  );
}
