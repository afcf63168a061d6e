import { Table, type TableColumnsType, Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CaseView } from '#contracts/cases/case.ts';
import { DeadlineTag } from '../../../components/deadline-tag.tsx';
import { useMe } from '../../../lib/session.tsx';
import { dayAndClock } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { OnePress } from '../ops-case/one-press.tsx';
import { useCaseWords } from '../use-case-words.ts';

/** Version 0: an older case without a workflow of its own, of which nobody is in charge. */
const mayTakeOver = ({ status, version, owner }: CaseView, meId: string): boolean =>
  status === 'open' && version > 0 && owner?.id !== meId;

/** One row a case; each leads to its page. */
export function CasesTable({ cases }: { cases: CaseView[] }) {
  const { t, i18n } = useTranslation('cases');
  const catalogue = useCatalogueWords();
  const words = useCaseWords();
  const me = useMe();
  const columns: TableColumnsType<CaseView> = [
    {
      title: t('ops.cases.status'),
      width: 150,
      render: (_, c) =>
        c.status === 'open' ? (
          <>
            <DeadlineTag deadline={c.dueAt} />
            {c.overdue && <Tag color="error">{t('ops.cases.late')}</Tag>}
          </>
        ) : (
          <>
            <Tag>{t('ops.cases.decided')}</Tag>
            {c.decidedAt && <div className="quiet">{dayAndClock(c.decidedAt, i18n.language)}</div>}
          </>
        ),
    },
    {
      title: t('ops.cases.kind'),
      width: 150,
      render: (_, c) => (
        <Link to={`/ops/cases/${c.id}`} data-testid="case-link">
          <b>{words.kind(c.kind)}</b>
          {c.variant && <div className="quiet">{t(`ops.variant.${c.variant}`)}</div>}
        </Link>
      ),
    },
    {
      title: t('ops.cases.about'),
      render: (_, c) => (
        <>
          {words.reason(c.reason)}
          {c.note && <blockquote>{c.note}</blockquote>}
        </>
      ),
    },
    {
      title: t('orders:ops.column.order'),
      width: 180,
      render: (_, c) =>
        c.orderId ? (
          <>
            <Link to={`/ops/orders/${c.orderId}`} className="order-number">
              {c.orderId}
            </Link>
            <div className="quiet">{c.serviceCode && catalogue.service(c.serviceCode)}</div>
          </>
        ) : (
          <span className="quiet">{t('ops.cases.noOrder')}</span>
        ),
    },
    { title: t('orders:ops.column.helper'), width: 100, render: (_, c) => c.helper?.displayName ?? '–' },
    {
      title: t('ops.cases.owner'),
      width: 130,
      render: (_, c) => (
        <>
          <div>{c.owner?.name ?? <span className="quiet">{t('ops.cases.nobody')}</span>}</div>
          {mayTakeOver(c, me.id) && <OnePress act="takeOverCase" caseId={c.id} size="small" />}
        </>
      ),
    },
    { title: t('ops.cases.openedAt'), width: 150, render: (_, c) => dayAndClock(c.openedAt, i18n.language) },
    {
      title: t('ops.cases.decision'),
      width: 170,
      render: (_, c) => {
        if (c.decision) return <b>{words.decision(c.kind, c.decision)}</b>;
        if (!c.proposal) return null;
        return (
          <>
            {t('ops.cases.proposal')}
            {t('common:colon')}
            <b>{words.decision(c.kind, c.proposal)}</b>
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
      pagination={false}
      scroll={{ x: 1200 }}
    />
  );
}
