import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { CaseCard } from '../../cases/ops-cases/case-card.tsx';

export function OrderCases({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  if (order.cases.length === 0) return null;
  return (
    <Card title={t('common:ops.head.cases')} size="small">
      {order.cases.map((c) => (
        <CaseCard key={c.id} case_={c} />
      ))}
    </Card>
  );
}
