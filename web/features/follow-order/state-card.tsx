import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '#contracts/order.ts';
import { Countdown } from '../../components/countdown.tsx';
import { OrderStateTag } from '../../components/order-state-tag.tsx';
import { useOrderWords } from '../../lib/use-order-words.ts';

/** Where the order is, what comes next, who acts, and until when. */
export function StateCard({ order }: { order: OrderSummary }) {
  const { t } = useTranslation('customer');
  const words = useOrderWords(order);
  return (
    <section className="card state-card">
      <div className="order-head">
        <h2>
          {words.service} · {words.quantity}
        </h2>
        <OrderStateTag word={order.word} />
      </div>
      <p>{words.when}</p>
      <p className="next-step" data-testid="next-step">
        {order.stage === 'closed'
          ? t(`ended.${order.ending}`)
          : order.stage === 'inquiry' && words.shape === 'liveIn'
            ? t('next.liveIn')
            : t(`next.${order.word}`)}
      </p>
      {order.needsOps && order.stage !== 'closed' && <p className="notice notice-warm">{t('needsOps')}</p>}
      {order.stage !== 'closed' && (
        <div className="who-when">
          {order.waitingFor && <span>{t(`waiting.${order.waitingFor}`)}</span>}
          {order.deadline && <Countdown deadline={order.deadline} />}
        </div>
      )}
      <small>
        {t('orderNumber')} {order.id}
      </small>
    </section>
  );
}
