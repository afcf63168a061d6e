import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { Sheet } from '../../../components/sheet.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { useSend } from '../../../lib/use-send.ts';

/** The work is done: asked twice, because the customer's clock for objecting starts with it. */
export function CheckOut({ order }: { order: OrderView }) {
  const { t, i18n } = useTranslation('visits');
  const [asking, setAsking] = useState(false);
  const finishing = useSend('checkOut', () => setAsking(false));
  return (
    <section className="card">
      <h2>{t('visit.working')}</h2>
      {order.visit?.checkedInAt && (
        <p>{t('visit.since', { at: dayAndClock(order.visit.checkedInAt, i18n.language) })}</p>
      )}
      <PrimaryButton action="checkOut" onClick={() => setAsking(true)}>
        {t('visit.done')}
      </PrimaryButton>
      <Sheet open={asking} title={t('visit.doneSure')} onClose={() => setAsking(false)}>
        <p>{t('visit.doneEffect')}</p>
        <PrimaryButton
          action="checkOutConfirm"
          state={finishing}
          onClick={() => finishing.send({ params: { orderId: order.id }, body: {} })}
        >
          {t('visit.doneYes')}
        </PrimaryButton>
      </Sheet>
    </section>
  );
}
