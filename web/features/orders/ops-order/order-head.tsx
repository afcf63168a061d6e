import { Alert, Button, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderView } from '#contracts/orders/order.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { runsOnRehearsalClock } from '../../../lib/rehearsal-clock.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { StateTag } from '../ops-board/state-tag.tsx';

/** Which order, where it is, who must act, until when; and the way to it in the Temporal UI. */
export function OrderHead({ order }: { order: OrderView }) {
  const { t } = useTranslation('orders');
  const words = useCatalogueWords();
  return (
    <header className="desk-order-head">
      <Link to="/ops">← {t('common:ops.head.board')}</Link>
      <Space size="middle" wrap>
        <Typography.Title level={1} copyable={{ text: order.id }} className="order-title">
          {order.id}
        </Typography.Title>
        <span>
          {words.service(order.serviceCode)} · {words.district(order.district)}
        </span>
        <StateTag order={order} />
        {order.rehearsal && <Tag color="purple">{t('ops.rehearsal.tag')}</Tag>}
        {order.waitingFor && (
          <span>
            {t('ops.column.waitingFor')}
            {t('common:colon')}
            <b>{t(`common:role.${order.waitingFor}`)}</b>
          </span>
        )}
        {order.stage !== 'closed' && <DeadlineTag deadline={order.deadline} />}
        {runsOnRehearsalClock(order) && <Tag color="purple">{t('rehearsal.clock')}</Tag>}
        <span className="quiet">v{order.version}</span>
        {order.temporalUrl && (
          <Button size="small" href={order.temporalUrl} target="_blank" rel="noreferrer">
            {t('ops.order.inTemporal')}
          </Button>
        )}
      </Space>
      {order.needsOps && (
        <Alert
          type="error"
          showIcon
          title={t([`ops.needsOps.${order.needsOpsReason}`, 'ops.needsOps.other'], {
            reason: order.needsOpsReason,
          })}
          description={t([
            `ops.needsOpsHint.${order.needsOpsReason?.replace(/Overdue$/, '')}`,
            `ops.needsOpsHint.${order.needsOpsReason}`,
            'ops.needsOpsHint.other',
          ])}
        />
      )}
    </header>
  );
}
