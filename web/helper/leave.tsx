import '../features/calendars/keep-calendar/keep-calendar.css';
import { useTranslation } from 'react-i18next';
import { CalendarRead } from '../features/calendars/keep-calendar/calendar-read.tsx';
import { LeaveList } from '../features/calendars/keep-calendar/leave-list.tsx';
import { TakeLeave } from '../features/calendars/keep-calendar/take-leave.tsx';

/** Leave: what lies ahead, and taking one. */
export function Component() {
  const { t } = useTranslation('calendars');
  return (
    <CalendarRead title={t('leave.title')}>
      {(calendar) => (
        <>
          <TakeLeave utcOffsetMinutes={calendar.utcOffsetMinutes} />
          <LeaveList leaves={calendar.leaves.filter(({ endsAt }) => Date.parse(endsAt) > Date.now())} />
        </>
      )}
    </CalendarRead>
  );
}
