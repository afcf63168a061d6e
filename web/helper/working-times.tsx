import '../features/calendars/keep-calendar/keep-calendar.css';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { PrimaryButton } from '../components/primary-button.tsx';
import { Toggle } from '../components/toggle.tsx';
import { CalendarRead } from '../features/calendars/keep-calendar/calendar-read.tsx';
import { ConflictSheet } from '../features/calendars/keep-calendar/conflict-sheet.tsx';
import { isSound, WeekSpans } from '../features/calendars/keep-calendar/week-spans.tsx';
import { useSend } from '../lib/use-send.ts';

export function Component() {
  const { t } = useTranslation('calendars');
  return <CalendarRead title={t('times.title')}>{(calendar) => <Edit calendar={calendar} />}</CalendarRead>;
}

/** The weekly working times; booked visits that would fall out are shown before anything is saved. */
function Edit({ calendar }: { calendar: CalendarView }) {
  const { t } = useTranslation('calendars');
  const navigate = useNavigate();
  const [times, setTimes] = useState(calendar.workingTimes);
  const [worksHolidays, setWorksHolidays] = useState(calendar.worksHolidays);
  const saving = useSend('setWorkingTimes', () => void navigate('/helper/calendar'));
  const conflict = saving.problem?.code === 'CalendarConflict' ? saving.problem : null;
  const send = (confirm: boolean) =>
    saving.send({ body: { times, worksHolidays, ...(confirm ? { confirm } : {}) } });
  return (
    <>
      <section className="card">
        <p className="hint">{t('times.hint')}</p>
        <WeekSpans value={times} onChange={setTimes} />
        <Toggle label={t('times.holidays')} checked={worksHolidays} onChange={setWorksHolidays} />
      </section>
      {times.length === 0 && <p className="notice notice-warm">{t('times.never')}</p>}
      <div className="action-bar">
        <PrimaryButton
          state={{ ...saving, problem: conflict ? null : saving.problem }}
          disabled={!isSound(times)}
          action="setWorkingTimes"
          onClick={() => send(false)}
        >
          {t('times.save')}
        </PrimaryButton>
      </div>
      <ConflictSheet
        problem={conflict}
        sending={saving.sending}
        onConfirm={() => send(true)}
        onClose={saving.clear}
      />
    </>
  );
}
