import { Skeleton } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router';
import { ReadProblem } from '../components/states.tsx';
import { CaseActions } from '../features/cases/ops-case/case-actions.tsx';
import { CaseFacts } from '../features/cases/ops-case/case-facts.tsx';
import type { CaseAct } from '../features/cases/ops-case/case-forms.ts';
import { CaseHead } from '../features/cases/ops-case/case-head.tsx';
import { CaseOwner } from '../features/cases/ops-case/case-owner.tsx';
import { CaseTimeline } from '../features/cases/ops-case/case-timeline.tsx';
import { ActionDialog } from '../features/orders/ops-act/action-dialog.tsx';
import { useRead } from '../lib/use-read.ts';

/** One case: what it is about on the left, what happened in the middle, who is in charge and what can be done on the right. */
export function Component() {
  const { caseId = '' } = useParams();
  const [act, setAct] = useState<CaseAct | null>(null);
  const {
    data: case_,
    error,
    refetch,
  } = useRead('oneCase', { params: { caseId } }, { refetchInterval: 15_000 });
  if (!case_)
    return error ? (
      <ReadProblem error={error} onRetry={() => void refetch()} />
    ) : (
      <Skeleton active paragraph={{ rows: 12 }} />
    );
  const { orderId, mostFen } = case_;
  return (
    <>
      <CaseHead case_={case_} />
      <div className="order-columns">
        <div className="order-column">
          <CaseFacts case_={case_} />
        </div>
        <div className="order-column">
          <CaseTimeline case_={case_} />
        </div>
        <div className="order-column">
          <CaseActions case_={case_} onAct={setAct} />
          <CaseOwner case_={case_} onAct={setAct} />
        </div>
      </div>
      {act && (
        <ActionDialog
          action={act}
          subject={{ orderId: orderId ?? '', caseId, order: null, openCase: case_, mostFen }}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
