import { useTranslation } from 'react-i18next';
import type { CandidateView, Compared } from '#contracts/matching/candidate.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { yuan } from '../../../lib/money.ts';

/** Above the list: the requested improvements, and whether anybody of this round meets them. */
export function WhatChanged({ order, open }: { order: OrderView; open: CandidateView[] }) {
  const { t } = useTranslation('matching');
  if (!order.rematch || open.length === 0) return null;
  const asked = order.rematch.reasons.filter((reason) => reason !== 'other');
  if (asked.length === 0) return null;
  const better = (reason: string) =>
    open.filter((c) => c.compared?.some((one) => one.reason === reason && one.by > 0)).length;
  return (
    <ul className="what-changed" data-testid="what-changed">
      {asked.map((reason) => (
        <li key={reason} data-reason={reason} data-better={better(reason)}>
          {t(`rematchReason.${reason}`)} →{' '}
          {better(reason) > 0
            ? t(`changed.${reason}.some`, { count: better(reason) })
            : t(`changed.${reason}.none`)}
        </li>
      ))}
    </ul>
  );
}

/** On a card: how this helper compares with the average of the round before. */
export function ComparedLines({ compared }: { compared: Compared[] }) {
  const { t } = useTranslation('matching');
  return (
    <ul className="compared">
      {compared.map(({ reason, by }) => (
        <li key={reason} data-reason={reason} data-better={by > 0}>
          {by === 0
            ? t(`compared.${reason}.same`)
            : t(`compared.${reason}.${by > 0 ? 'better' : 'worse'}`, { by: amount(reason, Math.abs(by)) })}
        </li>
      ))}
    </ul>
  );
}

function amount(reason: Compared['reason'], by: number): string | number {
  if (reason === 'price') return yuan(by);
  if (reason === 'distance') return (by / 1000).toFixed(1);
  return reason === 'time' ? Math.round(by / 6) / 10 : by;
}
