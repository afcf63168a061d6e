import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { useSend } from '../../../lib/use-send.ts';
import { ObjectToVisit } from './object-to-visit.tsx';

/** The helper says it is done: confirm, or object. */
export function ConfirmVisit({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('visits');
  const confirming = useSend('confirmCompletion');
  const [objecting, setObjecting] = useState(false);
  return (
    <section className="card">
      <h2>{t('confirm.title')}</h2>
      {order.visit?.checkedOutAt && (
        <p>{t('confirm.doneAt', { at: dayAndClock(order.visit.checkedOutAt, i18n.language) })}</p>
      )}
      <p className="hint">{t('confirm.effect')}</p>
      {order.allowed.includes('confirmCompletion') && (
        <PrimaryButton
          state={confirming}
          onClick={() => confirming.send({ params: { orderId: order.id }, body: {} })}
        >
          {t('confirm.yes')}
        </PrimaryButton>
      )}
      {order.allowed.includes('object') && (
        <>
          <button
            type="button"
            className="button button-danger"
            data-testid="object"
            onClick={() => setObjecting(true)}
          >
            {t('confirm.no')}
          </button>
          <ObjectToVisit order={order} open={objecting} onClose={() => setObjecting(false)} />
        </>
      )}
    </section>
  );
}
