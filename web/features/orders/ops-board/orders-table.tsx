import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OrderSummary } from '#contracts/orders/order.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { yuan } from '../../../lib/money.ts';
import { span } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { StateTag } from './state-tag.tsx';

export function OrdersTable({ orders, showHeader = true }: { orders: OrderSummary[]; showHeader?: boolean }) {
  const { t, i18n } = useTranslation('orders');
  const words = useCatalogueWords();
  const columns: TableColumnsType<OrderSummary> = [
    {
      title: t('ops.column.order'),
      width: 225,
      render: (_, o) => (
        <>
          <Link to={`/ops/orders/${o.id}`} className="order-number">
            {o.id}
          </Link>
          {o.rehearsal && <Tag color="purple">{t('ops.rehearsal.tag')}</Tag>}
        </>
      ),
    },
    { title: t('ops.column.state'), width: 170, render: (_, o) => <StateTag order={o} /> },
    {
      title: t('ops.column.service'),
      render: (_, o) => (
        <>
          {words.service(o.serviceCode)} <span className="quiet">· {words.district(o.district)}</span>
        </>
      ),
    },
    {
      title: t('ops.column.visit'),
      width: 270,
      render: (_, o) =>
        o.startsAt && o.endsAt ? (
          span(o.startsAt, o.endsAt, i18n.language)
        ) : (
          <span className="quiet">
            {t('ops.column.wanted')} {span(o.windowStart, o.windowEnd, i18n.language)}
          </span>
        ),
    },
    {
      title: t('ops.column.helper'),
      width: 110,
      render: (_, o) => o.helper?.displayName ?? <span className="quiet">–</span>,
    },
    {
      title: t('ops.column.waitingFor'),
      width: 190,
      render: (_, o) => (
        <>
          {o.waitingFor ? t(`common:role.${o.waitingFor}`) : '–'}
          {o.needsOps && (
            <Tag color="error" className="needs-ops">
              {t([`ops.needsOps.${o.needsOpsReason}`, 'ops.needsOps.other'], { reason: o.needsOpsReason })}
            </Tag>
          )}
        </>
      ),
    },
    { title: t('ops.column.deadline'), width: 140, render: (_, o) => <DeadlineTag deadline={o.deadline} /> },
    {
      title: t('ops.column.total'),
      width: 100,
      align: 'right',
      render: (_, o) => (o.totalFen === null ? '–' : yuan(o.totalFen)),
    },
  ];
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={orders}
      pagination={false}
      showHeader={showHeader}
      scroll={{ x: 1190 }}
    />
  );
}
