import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { dayAndClock } from '../../../lib/time.ts';

const WORDS = { planned: 'visit.leaveFrom', departed: 'visit.checkInFrom' } as const;

/** From when the step that follows `phase` is possible, as long as it is too early for it. */
export function NotYet({ order, phase }: { order: OrderView; phase: keyof typeof WORDS }) {
  const { t, i18n } = useTranslation('visits');
  const { visit, stage } = order;
  if (!visit || order.phase !== phase || (stage !== 'scheduled' && stage !== 'visit')) return null;
  const at = phase === 'planned' ? visit.departFrom : visit.checkInFrom;
  return (
    <p className="hint" data-testid="not-yet">
      {t(WORDS[phase], { at: dayAndClock(at, i18n.language) })}
    </p>
  );
}
