import { Button, Card, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dateAfter, midnightOf } from '#contracts/calendars/free-time.ts';
import { ReadProblem } from '../../../components/states.tsx';
import { day, localDate, timeOfDay } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useRead } from '../../../lib/use-read.ts';
import { type DayEntry, dayEntries, mondayOf } from '../../calendars/keep-calendar/day-entries.ts';

/** The helper's week in seven columns, as the helper sees it. */
export function HelperWeek({ helperId }: { helperId: string }) {
  const { t, i18n } = useTranslation('helpers');
  const words = useCatalogueWords();
  const [monday, setMonday] = useState(mondayOf(localDate(Date.now())));
  const { data, error, refetch } = useRead('helperCalendar', {
    params: { helperId },
    query: { from: monday, days: 7 },
  });
  const line = (entry: DayEntry, date: string) => {
    const ends = entry.to === midnightOf(dateAfter(date, 1), data!.utcOffsetMinutes);
    return (
      <li
        key={`${entry.kind}${entry.from}`}
        className={`is-${entry.kind === 'visit' ? entry.visit.status : entry.kind}`}
      >
        <time>
          {timeOfDay(entry.from)}–{ends ? '24:00' : timeOfDay(entry.to)}
        </time>
        {entry.kind === 'visit' ? (
          <Link to={`/ops/orders/${entry.visit.orderId}`}>
            {words.service(entry.visit.serviceCode)} · {words.district(entry.visit.district)}
          </Link>
        ) : (
          t(`ops.helpers.entry.${entry.kind}`)
        )}
      </li>
    );
  };
  return (
    <Card
      size="small"
      title={t('ops.helpers.week')}
      extra={
        <span className="week-buttons">
          <Button size="small" onClick={() => setMonday(dateAfter(monday, -7))}>
            {t('ops.helpers.weekBefore')}
          </Button>{' '}
          <Button size="small" onClick={() => setMonday(dateAfter(monday, 7))}>
            {t('ops.helpers.weekAfter')}
          </Button>
        </span>
      }
    >
      {error && !data && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 4 }} />}
      {data && (
        <>
          <div className="helper-week">
            {Array.from({ length: 7 }, (_, n) => dateAfter(monday, n)).map((date) => {
              const entries = dayEntries(data, date);
              return (
                <section key={date} aria-label={date}>
                  <h3>{day(`${date}T04:00:00Z`, i18n.language)}</h3>
                  {entries.length === 0 && <p className="quiet">{t('ops.helpers.entry.none')}</p>}
                  <ul>{entries.map((entry) => line(entry, date))}</ul>
                </section>
              );
            })}
          </div>
          <p className="quiet">
            {data.areas.districts.length > 0
              ? t('ops.helpers.areaDistricts', {
                  km: data.areas.reachMetres / 1000,
                  districts: data.areas.districts.map(words.district).join(t('common:listSeparator')),
                })
              : t('ops.helpers.area', { km: data.areas.reachMetres / 1000 })}{' '}
            · {t(data.worksHolidays ? 'ops.helpers.worksHolidays' : 'ops.helpers.noHolidays')} ·{' '}
            {t(
              data.autoAccept.on
                ? data.autoAccept.times.length > 0
                  ? 'ops.helpers.autoSome'
                  : 'ops.helpers.autoAlways'
                : 'ops.helpers.autoOff',
            )}
          </p>
        </>
      )}
    </Card>
  );
}
