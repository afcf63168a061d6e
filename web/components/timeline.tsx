import { useTranslation } from 'react-i18next';
import type { OrderView, TimelineItem } from '#contracts/orders/order.ts';
import { lasting } from '../lib/lasting.ts';
import { yuan } from '../lib/money.ts';
import { dayAndClock } from '../lib/time.ts';

/** All events of an order, newest first; messages that bypassed the platform are marked. */
export function Timeline({ order }: { order: Pick<OrderView, 'timeline' | 'names'> }) {
  const { t, i18n } = useTranslation();
  const say = useEventWords(order);
  return (
    <ol className="timeline" data-testid="timeline">
      {[...order.timeline].reverse().map((item) => (
        <li key={item.id} data-kind={item.kind}>
          <p>
            {say(item)}
            {!item.verified && <span className="tag tag-off">{t('orders:timeline.unverified')}</span>}
          </p>
          <small>
            <time dateTime={item.at}>{dayAndClock(item.at, i18n.language)}</time> · {t(`role.${item.role}`)}
          </small>
        </li>
      ))}
    </ol>
  );
}

/** One timeline entry in words: ids become names the reader may see, fen become prices, codes become words. */
export function useEventWords(order: Pick<OrderView, 'names'>) {
  const { t, i18n } = useTranslation();

  return (item: TimelineItem): string => {
    const { payload } = item;
    const word = (group: string, code: unknown) =>
      typeof code === 'string' ? t(`${group}.${code}`, { defaultValue: code }) : '';
    const total =
      typeof payload.totalFen === 'number' ? payload.totalFen - (Number(payload.reductionFen) || 0) : null;
    const fen = [payload.amountFen, total, payload.fen].find((v) => typeof v === 'number');
    const reasons = Array.isArray(payload.reasons)
      ? payload.reasons.map((r) => word('matching:rematchReason', r)).join(t('listSeparator'))
      : '';
    // A helper who only had an offer does not see how the order ended.
    const kind = item.kind === 'closed' && !payload.ending ? 'over' : item.kind;
    return t(`orders:event.${kind}`, {
      defaultValue: item.kind,
      round: payload.round,
      lasting: typeof payload.minutes === 'number' ? lasting(payload.minutes, t) : '',
      points: payload.points,
      count: Array.isArray(payload.helpers) ? payload.helpers.length : 0,
      helper: order.names[payload.helperId as string] ?? t('role.helper'),
      amount: typeof fen === 'number' ? yuan(fen) : '',
      average: typeof payload.averageX100 === 'number' ? (payload.averageX100 / 100).toFixed(1) : '',
      to: typeof payload.to === 'string' ? dayAndClock(payload.to, i18n.language) : '',
      until: typeof payload.until === 'string' ? dayAndClock(payload.until, i18n.language) : '',
      reasons,
      reason: word('reason', payload.reason),
      party: word('role', payload.party ?? payload.payer),
      by: word('orders:by', payload.by),
      proof: word('orders:proof', payload.proof),
      case: word('cases:caseKind', payload.kind),
      decision: word('cases:decision', payload.decision),
      penalty: word('cases:decision', payload.kind),
      ending: word('orders:ending', payload.ending),
    });
  };
}
