import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, day as dayWords } from '../lib/time.ts';
import { ReadProblem, Skeleton } from './states.tsx';

/** A day, then one of the helper's free starts on it. */
export function StartPicker(props: {
  days: string[];
  /** The day of the agreed time; scrolled into view. */
  standing: string;
  picked: { date: string; start: string | null };
  onPick: (picked: { date: string; start: string | null }) => void;
  /** The free starts of the selected day; may still be loading. */
  read: { isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown };
  starts: string[] | undefined;
  testId: string;
}) {
  const { t, i18n } = useTranslation();
  const { days, standing, picked, onPick, read, starts } = props;
  const show = useCallback(
    (chip: HTMLElement | null) => chip?.scrollIntoView({ inline: 'center', block: 'nearest' }),
    [],
  );
  return (
    <>
      <h3>{t('visits:reschedule.day')}</h3>
      <div className="chip-scroll">
        {days.map((one) => (
          <button
            key={one}
            ref={one === standing ? show : undefined}
            type="button"
            className="chip"
            aria-pressed={one === picked.date}
            data-date={one}
            onClick={() => onPick({ date: one, start: null })}
          >
            {dayWords(`${one}T04:00:00Z`, i18n.language)}
          </button>
        ))}
      </div>
      {read.isPending && <Skeleton lines={2} />}
      {read.isError && <ReadProblem error={read.error} onRetry={() => void read.refetch()} />}
      {starts?.length === 0 && <p className="notice">{t('visits:reschedule.none')}</p>}
      {starts && starts.length > 0 && (
        <label className="field">
          <span>{t('visits:reschedule.time')}</span>
          <select
            value={picked.start ?? ''}
            data-testid={props.testId}
            onChange={(e) => onPick({ date: picked.date, start: e.target.value })}
          >
            <option value="" disabled>
              {t('visits:reschedule.pick')}
            </option>
            {starts.map((startsAt) => (
              <option key={startsAt} value={startsAt}>
                {clock(startsAt, i18n.language)}
              </option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
