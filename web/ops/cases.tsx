import { Card, Empty, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CaseView } from '#contracts/cases/case.ts';
import { ReadProblem } from '../components/states.tsx';
import { CasesTable } from '../features/cases/ops-cases/cases-table.tsx';
import { ActionDialog } from '../features/orders/ops-act/action-dialog.tsx';
import { useMe } from '../lib/session.tsx';
import { useRead } from '../lib/use-read.ts';

/** Everything a person must decide: open cases first, the nearest time limit on top. */
export function Component() {
  const { t } = useTranslation('cases');
  const me = useMe();
  const [params, setParams] = useSearchParams();
  const status = params.get('status') === 'decided' ? 'decided' : 'open';
  const { data, error, refetch } = useRead('cases', { query: { status } }, { refetchInterval: 15_000 });
  const [deciding, setDeciding] = useState<CaseView | null>(null);
  const cases = [...(data?.cases ?? [])].sort((a, b) =>
    status === 'open'
      ? (a.dueAt ?? '9').localeCompare(b.dueAt ?? '9')
      : (b.decidedAt ?? '').localeCompare(a.decidedAt ?? ''),
  );
  return (
    <>
      <div className="filter-row">
        <h1>{t('common:ops.head.cases')}</h1>
        <Segmented
          value={status}
          onChange={(value) => setParams(value === 'open' ? {} : { status: value })}
          options={(['open', 'decided'] as const).map((value) => ({ value, label: t(`ops.cases.${value}`) }))}
        />
      </div>
      {error && <ReadProblem error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton active paragraph={{ rows: 8 }} />}
      {data && cases.length === 0 && (
        <Card>
          <Empty description={t(`ops.cases.none.${status}`)} />
        </Card>
      )}
      {cases.length > 0 && <CasesTable cases={cases} onDecide={me.role === 'ops' ? setDeciding : null} />}
      {deciding?.orderId && (
        <DecideDialog case_={deciding} orderId={deciding.orderId} onClose={() => setDeciding(null)} />
      )}
    </>
  );
}

/** The price of its order bounds a reduction, so the order is read with it. */
function DecideDialog({
  case_,
  orderId,
  onClose,
}: {
  case_: CaseView;
  orderId: string;
  onClose: () => void;
}) {
  const { data } = useRead('order', { params: { orderId } });
  return (
    <ActionDialog
      action="decideCase"
      subject={{ orderId, order: data ?? null, openCase: case_ }}
      onClose={onClose}
    />
  );
}
