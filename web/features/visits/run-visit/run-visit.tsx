import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { CheckIn } from './check-in.tsx';
import { CheckOut } from './check-out.tsx';
import { NotYet } from './not-yet.tsx';

/** On my way, check in by the customer's code, done: the one that is next is the big button. */
export function RunVisit({ order }: { order: OrderView }) {
  const { t } = useTranslation('visits');
  const leaving = useSend('depart');
  const mayLeave = order.allowed.includes('depart');
  return (
    <>
      {!mayLeave && <NotYet order={order} phase="planned" />}
      {mayLeave && (
        <section className="card">
          <h2>{t('visit.leave')}</h2>
          <p className="hint">{t('visit.leaveHint')}</p>
          <PrimaryButton
            action="depart"
            state={leaving}
            onClick={() => leaving.send({ params: { orderId: order.id }, body: {} })}
          >
            {t('visit.onMyWay')}
          </PrimaryButton>
        </section>
      )}
      <CheckIn order={order} primary={!mayLeave} />
      {order.allowed.includes('checkOut') && <CheckOut order={order} />}
    </>
  );
}
