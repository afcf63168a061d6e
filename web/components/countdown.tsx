import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndClock, left } from '../lib/time.ts';

/** The time until the order's deadline, amber in the last ten minutes, and the deadline itself. */
export function Countdown({
  deadline,
  rehearsalClock = false,
}: {
  deadline: string;
  /** The date beside it would contradict the visit's: say whose time it is. */
  rehearsalClock?: boolean;
}) {
  const { t, i18n } = useTranslation();
  const now = useNow();
  const rest = left(deadline, now);
  const soon = !rest.days && !rest.hours && rest.minutes < 10;
  const text = rest.over
    ? t('countdown.over')
    : rest.days
      ? t('countdown.days', { ...rest })
      : rest.hours
        ? t('countdown.hours', { ...rest })
        : `${String(rest.minutes).padStart(2, '0')}:${String(rest.seconds).padStart(2, '0')}`;
  return (
    <span className={soon ? 'countdown countdown-soon' : 'countdown'} data-testid="countdown">
      <span>{rest.over ? '' : t('countdown.left')}</span> <b>{text}</b>
      {!rest.over && <small>{t('countdown.until', { at: dayAndClock(deadline, i18n.language) })}</small>}
      {rehearsalClock && <small className="rehearsal-clock">{t('orders:rehearsal.clock')}</small>}
    </span>
  );
}

/** The time of this device, each second. */
function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
