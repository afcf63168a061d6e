import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { OrderView } from '#contracts/orders/order.ts';
import { PriceBreakdown } from '../../../components/price-breakdown.tsx';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { yuan } from '../../../lib/money.ts';
import { useOrderWords } from '../../../lib/use-order-words.ts';
import { useSend } from '../../../lib/use-send.ts';

/** What is owed and how it is made up; the button leads to the payment gateway. */
export function PayOrder({ order }: { order: OrderView }) {
  const { t } = useTranslation('money');
  const navigate = useNavigate();
  const { unit } = useOrderWords(order);
  const chosen = order.shortlist.find((c) => c.helper.id === order.helper?.id);
  const due = order.money ? order.money.dueFen - order.money.paidFen : 0;
  const paying = useSend('pay', ({ paymentId, amountFen, payUrl }) => {
    const url = new URL(payUrl, location.origin);
    const ours = url.origin === location.origin || url.pathname === `/pay/${paymentId}`;
    if (!ours) location.assign(url);
    else void navigate(url.pathname + url.search, { state: { orderId: order.id, amountFen } });
  });
  return (
    <section className="card">
      <h2>{t('pay.title')}</h2>
      {chosen && <PriceBreakdown quote={chosen.quote} unit={unit} />}
      {chosen && chosen.quote.totalFen !== order.money?.dueFen && (
        <p className="notice">{t('pay.changed', { amount: yuan(order.money?.dueFen ?? 0) })}</p>
      )}
      {due > 0 ? (
        <PrimaryButton
          state={paying}
          onClick={() => paying.send({ params: { orderId: order.id }, body: {} })}
        >
          {t('pay.go', { amount: yuan(due) })}
        </PrimaryButton>
      ) : (
        <p className="notice">{t('pay.booking')}</p>
      )}
    </section>
  );
}
