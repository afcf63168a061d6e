import { Alert, Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { OpenCase } from '../../cases/open-case/open-case.tsx';
import { CaseCard } from '../../cases/ops-cases/case-card.tsx';

/** The cases of the order, each with the way to its page; staff open another one here. */
export function OrderCases({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const [opening, setOpening] = useState(false);
  return (
    <Card
      title={t('common:ops.head.cases')}
      size="small"
      extra={
        <Button size="small" data-testid="open-case" onClick={() => setOpening(true)}>
          {t('cases:ops.open.title')}
        </Button>
      }
    >
      {order.cases.length === 0 && <span className="quiet">{t('cases:ops.cases.ofOrderNone')}</span>}
      {order.stage === 'closed' && order.cases.some(({ status }) => status === 'open') && (
        <Alert type="info" showIcon title={t('cases:ops.cases.ofOrderClosed')} />
      )}
      {order.cases.map((c) => (
        <CaseCard key={c.id} case_={c} />
      ))}
      {opening && <OpenCase orderId={order.id} onClose={() => setOpening(false)} />}
    </Card>
  );
}
