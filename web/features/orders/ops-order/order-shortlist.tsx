import { Card, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import type { OrderView } from '#contracts/orders/order.ts';
import { HelperLine } from './helper-line.tsx';

const COLOURS: Record<string, string> = { chosen: 'success', accepted: 'processing', declined: 'error' };

/** Whom the customer was offered in this round, and what they answered. */
export function OrderShortlist({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  if (order.shortlist.length === 0) return null;
  return (
    <Card title={t('ops.order.shortlist', { round: order.round })} size="small">
      <ul className="desk-shortlist">
        {[...order.shortlist]
          .sort((a, b) => a.rank - b.rank)
          .map((candidate) => (
            <li key={candidate.helper.id}>
              <HelperLine candidate={candidate} />
              <span>
                <Tag color={COLOURS[candidate.status] ?? 'default'}>
                  {t(`matching:ops.candidate.${candidate.status}`)}
                </Tag>
                {candidate.status === 'offered' && <Tag>{t(`matching:ops.hold.${candidate.hold}`)}</Tag>}
              </span>
            </li>
          ))}
      </ul>
    </Card>
  );
}
