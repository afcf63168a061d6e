import '../features/calendars/keep-calendar/keep-calendar.css';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { dateAfter } from '#contracts/calendars/free-time.ts';
import { Page } from '../components/page.tsx';
import { ReadProblem, Skeleton } from '../components/states.tsx';
import { CalendarSettings } from '../features/calendars/keep-calendar/calendar-settings.tsx';
import { mondayOf } from '../features/calendars/keep-calendar/day-entries.ts';
import { DayPlan } from '../features/calendars/keep-calendar/day-plan.tsx';
import { WeekStrip } from '../features/calendars/keep-calendar/week-strip.tsx';
import { localDate } from '../lib/time.ts';
import { useRead } from '../lib/use-read.ts';

/** My days: one at a time or the whole week, with visits, leave and what is free. */
export function Component() {
  const { t } = useTranslation('calendars');
  const [params, setParams] = useSearchParams();
  const given = params.get('date') ?? '';
  const date = /^\d{4}-\d{2}-\d{2}$/.test(given) ? given : localDate(Date.now());
  const week = params.get('view') === 'week';
  const monday = mondayOf(date);
  const read = useRead('myCalendar', { query: { from: monday, days: 7 } });
  const show = (next: { date?: string; view?: string }) =>
    setParams({ date, view: week ? 'week' : 'day', ...next }, { replace: true });
  return (
    <Page title={t('calendar.title')} back="/helper">
      <div className="segments">
        {(['day', 'week'] as const).map((view) => (
          <button
            key={view}
            type="button"
            aria-pressed={(view === 'week') === week}
            data-view={view}
            onClick={() => show({ view })}
          >
            {t(`calendar.view.${view}`)}
          </button>
        ))}
      </div>
      <WeekStrip monday={monday} date={date} calendar={read.data} onPick={(one) => show({ date: one })} />
      {read.isPending && (
        <div className="card">
          <Skeleton lines={5} />
        </div>
      )}
      {read.isError && !read.data && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {read.data &&
        (week ? Array.from({ length: 7 }, (_, n) => dateAfter(monday, n)) : [date]).map((one) => (
          <DayPlan key={one} calendar={read.data} date={one} />
        ))}
      {read.data && <CalendarSettings calendar={read.data} />}
    </Page>
  );
}
