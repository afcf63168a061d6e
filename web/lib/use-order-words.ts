import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { useTongue } from './i18n.ts';
import { yuan } from './money.ts';
import { day, span } from './time.ts';
import { useCatalogue } from './use-read.ts';

type Said = Pick<
  OrderSummary,
  'serviceCode' | 'district' | 'quantity' | 'windowStart' | 'windowEnd' | 'startsAt' | 'endsAt' | 'totalFen'
>;

/** The words of one order that come from the catalogue and the clock. */
export function useOrderWords(order: Said) {
  const { t, i18n } = useTranslation();
  const tongue = useTongue();
  const { data } = useCatalogue();
  const service = data?.services.find((s) => s.code === order.serviceCode);
  const district = data?.districts.find((d) => d.code === order.district);
  return {
    service: service?.[tongue] ?? order.serviceCode,
    unit: service?.unit,
    shape: service?.shape ?? 'visit',
    quantity: t(`catalogue:unit.${service?.unit ?? 'item'}`, { count: order.quantity }),
    district: district?.[tongue] ?? '',
    when:
      service?.shape === 'liveIn'
        ? t('orders:fromDay', { day: day(order.windowStart, i18n.language) })
        : span(order.startsAt ?? order.windowStart, order.endsAt ?? order.windowEnd, i18n.language),
    total: order.totalFen === null ? '' : yuan(order.totalFen),
  };
}
