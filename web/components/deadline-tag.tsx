import { Tag, Tooltip } from 'antd';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayAndClock, left } from '../lib/time.ts';

/** Time left until somebody should have acted: red when over, amber in the last ten minutes. The text says the same. */
export function DeadlineTag({ deadline }: { deadline: string | null }) {
  const { t, i18n } = useTranslation('orders');
  const now = useNow(deadline !== null);
  if (!deadline) return <span className="quiet">{t('ops.deadline.none')}</span>;
  const ms = Date.parse(deadline) - now;
  const amount = spell(
    left(ms < 0 ? new Date(now * 2 - Date.parse(deadline)).toISOString() : deadline, now),
    t,
  );
  return (
    <Tooltip title={dayAndClock(deadline, i18n.language)}>
      <Tag color={ms < 0 ? 'error' : ms < 10 * 60_000 ? 'warning' : 'default'} className="deadline">
        {ms < 0 ? t('ops.deadline.over', { amount }) : t('ops.deadline.left', { amount })}
      </Tag>
    </Tooltip>
  );
}

type Amount = ReturnType<typeof left>;

/** The two largest units. */
function spell({ days, hours, minutes, seconds }: Amount, t: TFunction<'orders'>): string {
  if (days > 0) return t('ops.deadline.days', { days, hours });
  if (hours > 0) return t('ops.deadline.hours', { hours, minutes });
  if (minutes >= 10) return t('ops.deadline.minutes', { minutes });
  return `${minutes}:${String(seconds).padStart(2, '0')}`;
}

/** Updates once a second while it is counting. */
function useNow(running: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}
