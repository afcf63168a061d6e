import { LeftOutline, RightOutline } from 'antd-mobile-icons';
import { useTranslation } from 'react-i18next';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { dateAfter } from '#contracts/calendars/free-time.ts';
import { localDate } from '../../../lib/time.ts';
import { dayEntries } from './day-entries.ts';

/** Seven days to tap, each with what it holds; arrows lead to the weeks around. */
export function WeekStrip(props: {
  monday: string;
  date: string;
  calendar: CalendarView | undefined;
  onPick: (date: string) => void;
}) {
  const { t } = useTranslation('calendars');
  const { monday, date, calendar } = props;
  const today = localDate(Date.now());
  return (
    <nav className="week-strip" aria-label={t('calendar.week')}>
      <button
        type="button"
        aria-label={t('calendar.weekBefore')}
        onClick={() => props.onPick(dateAfter(date, -7))}
      >
        <LeftOutline />
      </button>
      {Array.from({ length: 7 }, (_, n) => dateAfter(monday, n)).map((one, n) => {
        const kinds = new Set(calendar ? dayEntries(calendar, one).map(({ kind }) => kind) : []);
        return (
          <button
            key={one}
            type="button"
            className="week-day"
            aria-pressed={one === date}
            data-today={one === today}
            data-date={one}
            onClick={() => props.onPick(one)}
          >
            <small>{t(`calendar.short.${n + 1}`)}</small>
            <b>{Number(one.slice(8))}</b>
            <i className={kinds.has('visit') ? 'has-visit' : kinds.has('leave') ? 'has-leave' : ''} />
            {kinds.has('visit') && <span className="unseen">{t('calendar.hasVisit')}</span>}
            {kinds.has('leave') && <span className="unseen">{t('calendar.leave')}</span>}
          </button>
        );
      })}
      <button
        type="button"
        aria-label={t('calendar.weekAfter')}
        onClick={() => props.onPick(dateAfter(date, 7))}
      >
        <RightOutline />
      </button>
    </nav>
  );
}
