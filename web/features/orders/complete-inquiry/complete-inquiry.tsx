import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { mostQuantity } from '#contracts/orders/visit-minutes.ts';
import { PrimaryButton } from '../../../components/primary-button.tsx';
import { localDate, timeOfDay } from '../../../lib/time.ts';
import { useCatalogue } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';
import { type WantedTime, wantedWindow } from '../../../lib/wanted-time.ts';
import { PickTime } from '../place-order/pick-time.tsx';
import { QuantityStepper } from '../place-order/quantity-stepper.tsx';

/** An agent took the need by phone and something is missing: how much, and when. Live-in needs have nothing to fill. */
export function CompleteInquiry({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const catalogue = useCatalogue().data;
  const service = catalogue?.services.find((s) => s.code === order.serviceCode);
  const [quantity, setQuantity] = useState(order.quantity);
  const [wanted, setWanted] = useState<WantedTime>({
    now: false,
    date: localDate(order.windowStart),
    from: timeOfDay(order.windowStart),
    to: timeOfDay(order.windowEnd),
  });
  const completing = useSend('completeInquiry');
  if (!order.allowed.includes('completeInquiry')) return null;
  if (!catalogue || !service || service.shape === 'liveIn') return null;
  const window = () =>
    Number.isNaN(quantity)
      ? null
      : wantedWindow({ wanted, service, quantity, hours: catalogue, now: Date.now() });
  return (
    <>
      <section className="card">
        <h2>{t('inquiry.title')}</h2>
        <QuantityStepper
          label={t(`place.quantity.${service.unit}`)}
          value={quantity}
          step={service.unit === 'squareMetre' ? 10 : 1}
          most={mostQuantity(service)}
          unit={t(`catalogue:unitName.${service.unit}`)}
          onChange={setQuantity}
        />
      </section>
      <PickTime service={service} quantity={quantity} hours={catalogue} value={wanted} onChange={setWanted} />
      <PrimaryButton
        state={completing}
        disabled={!window()}
        onClick={() => {
          const when = window();
          if (when) completing.send({ params: { orderId: order.id }, body: { quantity, ...when } });
        }}
      >
        {t('inquiry.send')}
      </PrimaryButton>
    </>
  );
}
