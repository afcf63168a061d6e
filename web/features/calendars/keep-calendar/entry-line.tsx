import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useTongue } from '../../../lib/i18n.ts';
import { timeOfDay } from '../../../lib/time.ts';
import { useCatalogue } from '../../../lib/use-read.ts';
import type { DayEntry } from './day-entries.ts';

/** One line of a day: a visit leads to it, leave and free time say what they are. */
export function EntryLine({ entry, dayEnd }: { entry: DayEntry; dayEnd: number }) {
  const { t } = useTranslation('calendars');
  const tongue = useTongue();
  const { data } = useCatalogue();
  const time = `${timeOfDay(entry.from)}–${entry.to === dayEnd ? '24:00' : timeOfDay(entry.to)}`;
  if (entry.kind !== 'visit')
    return (
      <div className={`entry entry-${entry.kind}`}>
        <time>{time}</time>
        <span>{t(`calendar.${entry.kind}`)}</span>
      </div>
    );
  const { visit } = entry;
  const service = data?.services.find((s) => s.code === visit.serviceCode)?.[tongue] ?? visit.serviceCode;
  const district = data?.districts.find((d) => d.code === visit.district)?.[tongue] ?? '';
  return (
    <Link className={`entry entry-${visit.status}`} to={`/helper/orders/${visit.orderId}`}>
      <time>{time}</time>
      <span>
        <b>{service}</b> · {district}
        <small>{t(`calendar.status.${visit.status}`)}</small>
      </span>
      <span aria-hidden="true">›</span>
    </Link>
  );
}
