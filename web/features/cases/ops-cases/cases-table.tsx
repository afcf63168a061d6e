import { Button, Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '#contracts/cases/case.ts';
import { dayAndClock } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../orders/ops-board/catalogue-words.ts';
import { DeadlineTag } from '../../orders/ops-board/deadline-tag.tsx';

export function CasesTable({
  cases,
  onDecide,
}: {
  cases: CaseView[];
  onDecide: ((c: CaseView) => void) | null;
}) {
  const { t, i18n } = useTranslation('ops');
  const words = useCatalogueWords();
  const decision = (c: CaseView, code: string) => t([`decision.${c.kind}.${code}`, 'payload.code'], { code });
  const columns: TableColumnsType<CaseView> = [
    {
      title: t('cases.status'),
      width: 130,
      render: (_, c) =>
        c.status === 'open' ? <DeadlineTag deadline={c.dueAt} /> : <Tag>{t('cases.decided')}</Tag>,
    },
    { title: t('cases.kind'), width: 130, render: (_, c) => <b>{t(`caseKind.${c.kind}`)}</b> },
    {
      title: t('column.order'),
      width: 180,
      render: (_, c) => (
        <Link to={`/ops/orders/${c.orderId}`} className="order-number">
          {c.orderId}
        </Link>
      ),
    },
    { title: t('place.service'), width: 120, render: (_, c) => words.service(c.serviceCode) },
    { title: t('column.helper'), width: 110, render: (_, c) => c.helper?.displayName ?? '–' },
    {
      title: t('cases.about'),
      render: (_, c) => (
        <>
          {t([`reasonCode.${c.reason}`, 'payload.code'], { code: c.reason })}
          {c.note && <blockquote>{c.note}</blockquote>}
        </>
      ),
    },
    { title: t('cases.openedAt'), width: 170, render: (_, c) => dayAndClock(c.openedAt, i18n.language) },
    {
      title: t('cases.decision'),
      width: 210,
      render: (_, c) => {
        if (c.decision) return <b>{decision(c, c.decision)}</b>;
        return (
          <>
            {c.proposal && (
              <p>
                {t('cases.proposal')}
                {t('common:colon')}
                <b>{decision(c, c.proposal)}</b>
              </p>
            )}
            {onDecide && c.kind !== 'appeal' && (
              <Button type="primary" size="small" onClick={() => onDecide(c)} data-testid="decide-case">
                {t('act.decideCase.title')}
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
