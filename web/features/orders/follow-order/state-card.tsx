import { useTranslation } from 'react-i18next';
import type { OrderSummary, OrderView } from '#contracts/orders/order.ts';
import { Countdown } from '../../../components/countdown.tsx';
import { OrderStateTag } from '../../../components/order-state-tag.tsx';
import { runsOnRehearsalClock } from '../../../lib/rehearsal-clock.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { maySign } from '../../agreements/sign-agreement/sign-form.tsx';
import { nextStep } from './next-step.ts';

/** The state of the order, the next step, who acts, and the deadline. */
export function StateCard({ order, allowed }: { order: OrderSummary; allowed?: OrderView['allowed'] }) {
  const { t } = useTranslation('orders');
  const words = useOrderWords(order);
  // Either side may sign first, whoever the clock runs for.
  const mayAlsoSign = order.waitingFor === 'helper' && allowed && maySign({ allowed });
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
        {t(nextStep(order, words.shape))}
      </p>
      {unusual(order) && <p className="notice notice-warm">{t('needsOps')}</p>}
      {order.stage !== 'closed' && (
        <div className="who-when">
          {order.waitingFor && <span>{t(`waiting.${mayAlsoSign ? 'both' : order.waitingFor}`)}</span>}
          {order.deadline && (
            <Countdown deadline={order.deadline} rehearsalClock={runsOnRehearsalClock(order)} />
          )}
        </div>
      )}
      <small>
        {t('orderNumber')} {order.id}
      </small>
    </section>
  );
}

const SAID_ALREADY = new Set(['toConfirm', 'toConfirmDone', 'handling', 'completed', 'cancelled']);

/** Staff had to step in, and the sentence of the state does not say so itself. */
const unusual = (order: OrderSummary) => order.needsOps && !SAID_ALREADY.has(order.word);
