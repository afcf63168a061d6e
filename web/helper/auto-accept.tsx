import '../features/calendars/keep-calendar/keep-calendar.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { CalendarView } from '#contracts/calendars/calendar.ts';
import { PrimaryButton } from '../components/primary-button.tsx';
import { Toggle } from '../components/toggle.tsx';
import { CalendarRead } from '../features/calendars/keep-calendar/calendar-read.tsx';
import { isSound, WeekSpans } from '../features/calendars/keep-calendar/week-spans.tsx';
import { useSend } from '../lib/use-send.ts';

export function Component() {
  const { t } = useTranslation('calendars');
  return <CalendarRead title={t('auto.title')}>{(calendar) => <Edit calendar={calendar} />}</CalendarRead>;
}

/** Offers for visits inside these hours are accepted without asking. */
function Edit({ calendar }: { calendar: CalendarView }) {
  const { t } = useTranslation('calendars');
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [on, setOn] = useState(calendar.autoAccept.on);
  const [times, setTimes] = useState(calendar.autoAccept.times);
  const [always, setAlways] = useState(calendar.autoAccept.times.length === 0);
  const saving = useSend('setAutoAcceptTimes', () => {
    void queries.invalidateQueries({ queryKey: ['myProfile'] });
    void navigate('/helper/calendar');
  });
  return (
    <>
      <section className="card">
        <Toggle
          label={t('helpers:profile.autoAccept')}
          hint={t('helpers:profile.autoAcceptHint')}
          checked={on}
          onChange={setOn}
        />
        {on && (
          <Toggle
            label={t('auto.always')}
            checked={always}
            onChange={(value) => {
              setAlways(value);
              if (!value && times.length === 0) setTimes(calendar.workingTimes);
            }}
          />
        )}
        {on && !always && <WeekSpans value={times} onChange={setTimes} />}
      </section>
      <div className="action-bar">
        <PrimaryButton
          state={saving}
          disabled={on && !always && (!isSound(times) || times.length === 0)}
          action="setAutoAcceptTimes"
          onClick={() => saving.send({ body: { on, times: always ? [] : times } })}
        >
          {t('times.save')}
        </PrimaryButton>
      </div>
    </>
  );
}
