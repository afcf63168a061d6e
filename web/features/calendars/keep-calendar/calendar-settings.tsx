import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { day } from '../../../lib/time.ts';
import { useCatalogue } from '../../../lib/use-read.ts';

/** Links to each part of the calendar, with its current values. */
export function CalendarSettings({ calendar }: { calendar: CalendarView }) {
  const { t, i18n } = useTranslation('calendars');
  const tongue = useTongue();
  const { data } = useCatalogue();
  const days = new Set(calendar.workingTimes.map(({ weekday }) => weekday)).size;
  const leave = calendar.leaves.find(({ endsAt }) => Date.parse(endsAt) > Date.now());
  const { areas, autoAccept } = calendar;
  const districts = areas.districts.map((c) => data?.districts.find((d) => d.code === c)?.[tongue] ?? c);
  const rows = [
    { to: 'working-times', label: t('times.title'), says: t('times.says', { count: days }) },
    {
      to: 'leave',
      label: t('leave.title'),
      says: leave ? t('leave.says', { day: day(leave.startsAt, i18n.language) }) : t('leave.none'),
    },
    {
      to: 'areas',
      label: t('areas.title'),
      says:
        districts.length > 0
          ? districts.join(t('common:listSeparator'))
          : t('areas.says', { km: areas.reachMetres / 1000 }),
    },
    {
      to: 'auto-accept',
      label: t('auto.title'),
      says: t(autoAccept.on ? (autoAccept.times.length > 0 ? 'auto.some' : 'auto.always') : 'auto.off'),
    },
  ];
  return (
    <ul className="card list calendar-settings">
      {rows.map((row) => (
        <li key={row.to}>
          <Link className="setting" to={`/helper/calendar/${row.to}`}>
            <span>{row.label}</span>
            <small>{row.says} ›</small>
          </Link>
        </li>
      ))}
    </ul>
  );
}
