import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateAfter, midnightOf } from '#contracts/calendars/free-time.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { Toggle } from '../../../components/toggle.tsx';
import { localDate } from '../../../lib/time.ts';
import { useSend } from '../../../lib/use-send.ts';
import { clockOf, clockSteps } from './clock-words.ts';
import { ConflictSheet } from './conflict-sheet.tsx';

/** Whole days, or from one time to another. */
export function TakeLeave({ utcOffsetMinutes }: { utcOffsetMinutes: number }) {
  const { t } = useTranslation('calendars');
  const tomorrow = dateAfter(localDate(Date.now()), 1);
  const [from, setFrom] = useState(tomorrow);
  const [to, setTo] = useState(tomorrow);
  const [hours, setHours] = useState<{ start: number; end: number } | null>(null);
  const taking = useSend('addLeave');
  const at = (date: string, minute: number) =>
    new Date(midnightOf(date, utcOffsetMinutes) + minute * 60_000).toISOString();
  const sound =
    from !== '' && to !== '' && (from < to || (from === to && (!hours || hours.start < hours.end)));
  const send = (confirm: boolean) =>
    taking.send({
      body: {
        startsAt: at(from, hours?.start ?? 0),
        endsAt: at(to, hours?.end ?? 1440),
        ...(confirm ? { confirm } : {}),
      },
    });
  const conflict = taking.problem?.code === 'CalendarConflict' ? taking.problem : null;
  return (
    <section className="card">
      <h2>{t('leave.take')}</h2>
      <div className="leave-dates">
        <label className="field">
          <span>{t('leave.from')}</span>
          <input
            type="date"
            name="leaveFrom"
            value={from}
            min={localDate(Date.now())}
            onChange={(e) => {
              setFrom(e.target.value);
              if (e.target.value > to) setTo(e.target.value);
            }}
          />
        </label>
        <label className="field">
          <span>{t('leave.to')}</span>
          <input type="date" name="leaveTo" value={to} min={from} onChange={(e) => setTo(e.target.value)} />
        </label>
      </div>
      <Toggle
        label={t('leave.wholeDays')}
        checked={hours === null}
        onChange={(whole) => setHours(whole ? null : { start: 8 * 60, end: 12 * 60 })}
      />
      {hours && (
        <div className="two-buttons">
          <Clock
            label={t('leave.fromTime')}
            value={hours.start}
            onChange={(start) => setHours({ ...hours, start })}
          />
          <Clock
            label={t('leave.toTime')}
            value={hours.end}
            onChange={(end) => setHours({ ...hours, end })}
          />
        </div>
      )}
      {!sound && (
        <p className="notice notice-bad" role="alert">
          {t('leave.order')}
        </p>
      )}
      <PrimaryButton
        state={{ ...taking, problem: conflict ? null : taking.problem }}
        disabled={!sound}
        action="addLeave"
        onClick={() => send(false)}
      >
        {t('leave.save')}
      </PrimaryButton>
      <ConflictSheet
        problem={conflict}
        sending={taking.sending}
        onConfirm={() => send(true)}
        onClose={taking.clear}
      />
    </section>
  );
}

function Clock(props: { label: string; value: number; onChange: (minute: number) => void }) {
  return (
    <label className="field">
      <span>{props.label}</span>
      <select value={props.value} onChange={(e) => props.onChange(Number(e.target.value))}>
        {clockSteps(0, 1440, props.value).map((m) => (
          <option key={m} value={m}>
            {clockOf(m)}
          </option>
        ))}
      </select>
    </label>
  );
}
