import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { STATE_TABLE } from '#contracts/orders/stages.ts';
import { useTongue } from '../../../lib/i18n.ts';

/** The customer's word for the state, coloured by who acts (who that is stands beside it in words); a closed order also says how it ended. */
export function StateTag({
  order,
}: {
  order: Pick<OrderSummary, 'word' | 'ending' | 'stage' | 'waitingFor'>;
}) {
  const { t } = useTranslation('orders');
  const tongue = useTongue();
  return (
    <>
      <Tag
        className={`state acts-${order.stage === 'closed' ? 'nobody' : (order.waitingFor ?? 'system')}`}
        data-testid="order-state"
      >
        {STATE_TABLE[order.word][tongue]}
      </Tag>
      {order.ending && order.ending !== 'completed' && <Tag>{t(`ops.ending.${order.ending}`)}</Tag>}
    </>
  );
}
