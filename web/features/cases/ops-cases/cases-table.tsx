import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '#contracts/cases/case.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';

export function CasesTable({
  cases,
  onDecide,
}: {
  cases: CaseView[];
  onDecide: ((c: CaseView) => void) | null;
}) {
  const { t, i18n } = useTranslation('cases');
  const words = useCatalogueWords();
  const decision = (c: CaseView, code: string) =>
    t([`ops.decision.${c.kind}.${code}`, 'orders:ops.payload.code'], { code });
  const columns: TableColumnsType<CaseView> = [
    {
      title: t('ops.cases.status'),
      width: 130,
      render: (_, c) =>
        c.status === 'open' ? <DeadlineTag deadline={c.dueAt} /> : <Tag>{t('ops.cases.decided')}</Tag>,
    },
    { title: t('ops.cases.kind'), width: 130, render: (_, c) => <b>{t(`ops.caseKind.${c.kind}`)}</b> },
    {
      title: t('orders:ops.column.order'),
      width: 180,
      render: (_, c) =>
        c.orderId && (
          <Link to={`/ops/orders/${c.orderId}`} className="order-number">
            {c.orderId}
          </Link>
        ),
    },
    {
      title: t('orders:ops.place.service'),
      width: 120,
      render: (_, c) => c.serviceCode && words.service(c.serviceCode),
    },
    { title: t('orders:ops.column.helper'), width: 110, render: (_, c) => c.helper?.displayName ?? '–' },
    {
      title: t('ops.cases.about'),
      render: (_, c) => (
        <>
          {t([`orders:ops.reasonCode.${c.reason}`, 'orders:ops.payload.code'], { code: c.reason })}
          {c.note && <blockquote>{c.note}</blockquote>}
        </>
      ),
    },
    { title: t('ops.cases.openedAt'), width: 170, render: (_, c) => dayAndClock(c.openedAt, i18n.language) },
    {
      title: t('ops.cases.decision'),
      width: 210,
      render: (_, c) => {
        if (c.decision) return <b>{decision(c, c.decision)}</b>;
        return (
          <>
            {c.proposal && (
              <p>
                {t('ops.cases.proposal')}
                {t('common:colon')}
                <b>{decision(c, c.proposal)}</b>
              </p>
            )}
            {onDecide && (
              <Button type="primary" size="small" onClick={() => onDecide(c)} data-testid="decide-case">
                {t('orders:ops.act.decideCase.title')}
              </Button>
            )}
          </>
        );
      },
    },
  ];
  return (
    <Table
      rowKey="id"
      size="small"
      columns={columns}
      dataSource={cases}
      pagination={{ pageSize: 20, hideOnSinglePage: true }}
      scroll={{ x: 1220 }}
    />
  );
}
