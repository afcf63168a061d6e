import { useTranslation } from 'react-i18next';
import { minuteOfDay } from '#contracts/durations.ts';
import { type ServiceLength, visitMinutes } from '#contracts/orders/visit-minutes.ts';
import { day, localDate } from '../../../lib/time.ts';
import {
  daysAhead,
  fitsDay,
  type Hours,
  isLong,
  timesOf,
  type WantedTime,
  wantedWindow,
} from '../../../lib/wanted-time.ts';

const PARTS = [
  { code: 'allDay', from: '08:00', to: '21:00' },
  { code: 'morning', from: '08:00', to: '12:00' },
  { code: 'afternoon', from: '13:00', to: '18:00' },
  { code: 'evening', from: '17:00', to: '21:00' },
] as const;

/** When: as soon as possible, or a day and the hours in which the visit must lie. */
export function PickTime(props: {
  service: ServiceLength;
  quantity: number;
  hours: Hours;
  value: WantedTime;
  onChange: (value: WantedTime) => void;
}) {
  const { t, i18n } = useTranslation('orders');
  const { service, hours, value } = props;
  const now = Date.now();
  const liveIn = service.shape === 'liveIn';
  const minutes = visitMinutes(service, props.quantity);
  const long = isLong(minutes, hours);
  const times = value.date ? timesOf(value.date, hours, now) : [];
  const fits = (part: { from: string; to: string }) =>
    times.includes(part.from) &&
    times.includes(part.to) &&
    minuteOfDay(part.to) - minuteOfDay(part.from) >= minutes;
  const asap = wantedWindow({ ...props, wanted: { ...value, now: true }, now });

  const pickDay = (date: string) => {
    const open = timesOf(date, hours, now);
    props.onChange({ now: false, date, from: open[0] ?? '', to: open.at(-1) ?? '' });
  };
  return (
    <section className="card">
      <h2>{liveIn ? t('place.whenLiveIn') : t('place.when')}</h2>
      <div className="chip-scroll">
        {!liveIn && (
          <button
            type="button"
            className="chip"
            aria-pressed={value.now}
            disabled={!asap}
            data-testid="when-now"
            onClick={() => props.onChange({ ...value, now: true })}
          >
            {t('place.now')}
          </button>
        )}
        {daysAhead(14, now).map((date) => (
          <button
            key={date}
            type="button"
            className="chip"
            aria-pressed={!value.now && value.date === date}
            disabled={!liveIn && !fitsDay(date, minutes, hours, now)}
            data-date={date}
            onClick={() => pickDay(date)}
          >
            {date === localDate(now) ? t('place.today') : day(`${date}T04:00:00Z`, i18n.language)}
          </button>
        ))}
      </div>
      {value.now && <p className="notice">{t('place.nowHint')}</p>}
      {!value.now && value.date && !liveIn && (
        <>
          {!long && (
            <div className="chips">
              {PARTS.map((part) => (
                <button
                  key={part.code}
                  type="button"
                  className="chip"
                  disabled={!fits(part)}
                  aria-pressed={value.from === part.from && value.to === part.to}
                  data-part={part.code}
                  onClick={() => props.onChange({ ...value, from: part.from, to: part.to })}
                >
                  {t(`place.${part.code}`)}
                </button>
              ))}
            </div>
          )}
          <div className="two-buttons">
            <label className="field">
              <span>{long ? t('place.startsAt') : t('place.from')}</span>
              <select value={value.from} onChange={(e) => props.onChange({ ...value, from: e.target.value })}>
                {(long ? times : times.slice(0, -1)).map((time) => (
                  <option key={time}>{time}</option>
                ))}
              </select>
            </label>
            {!long && (
              <label className="field">
                <span>{t('place.to')}</span>
                <select value={value.to} onChange={(e) => props.onChange({ ...value, to: e.target.value })}>
                  {times.slice(1).map((time) => (
                    <option key={time}>{time}</option>
                  ))}
                </select>
              </label>
            )}
          </div>
          {wantedWindow({ ...props, wanted: value, now }) ? (
            <small>{t('place.windowHint', { hours: minutes / 60 })}</small>
          ) : (
            <p className="notice notice-warm" role="alert">
              {t('place.tooShort', { hours: minutes / 60 })}
            </p>
          )}
        </>
      )}
    </section>
  );
}
