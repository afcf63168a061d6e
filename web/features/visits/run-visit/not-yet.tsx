import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { dayAndClock } from '../../../lib/time.ts';

/** From when the next step of the visit is possible, as long as it is too early for it. */
export function NotYet({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('visits');
  const { allowed, phase, visit } = order;
  if (!visit || allowed.includes('depart') || allowed.includes('checkIn')) return null;
  if (phase !== 'planned' && phase !== 'departed') return null;
  const [word, at] =
    phase === 'planned'
      ? (['visit.leaveFrom', visit.departFrom] as const)
      : (['visit.checkInFrom', visit.checkInFrom] as const);
  return (
    <p className="hint" data-testid="not-yet">
      {t(word, { at: dayAndClock(at, i18n.language) })}
    </p>
  );
}
