import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderSummary } from '#contracts/order.ts';
import { STATE_TABLE } from '#contracts/stages.ts';
import { useTongue } from '../../lib/i18n.ts';

/** The customer's word for the state; for a closed order also how it ended. */
export function StateTag({ order }: { order: Pick<OrderSummary, 'word' | 'ending'> }) {
  const { t } = useTranslation('ops');
  const tongue = useTongue();
  return (
    <>
      <Tag className={`state is-${order.word}`} data-testid="order-state">
        {STATE_TABLE[order.word][tongue]}
      </Tag>
      {order.ending && order.ending !== 'completed' && <Tag>{t(`ending.${order.ending}`)}</Tag>}
    </>
  );
}
