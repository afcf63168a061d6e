import { App, Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { caseEndpoint } from '#contracts/cases/case-rows.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useMe } from '../../../lib/session.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { CASE_FORMS, type CaseAct } from '../../orders/ops-act/actions.ts';

/** The owner of the case, and how to change it. */
export function CaseOwner({ case_, onAct }: { case_: CaseDetails; onAct: (act: CaseAct) => void }) {
  const { t } = useTranslation('cases');
  const me = useMe();
  const { owner, status, allowed } = case_;
  const acts = (Object.keys(CASE_FORMS) as CaseAct[]).filter(
    (act) => CASE_FORMS[act].group === 'owner' && allowed.includes(act),
  );
  return (
    <Card title={t('ops.cases.owner')} size="small" className="action-panel">
      <p data-testid="case-owner">
        {owner ? <b>{owner.name}</b> : <span className="quiet">{t('ops.cases.nobody')}</span>}
        {owner?.id === me.id && ` ${t('ops.cases.you')}`}
      </p>
      {status === 'open' && (
        <div className="action-buttons">
          {acts.map((act) =>
            CASE_FORMS[act].fields.length === 0 ? (
              <OnePress key={act} act={act} caseId={case_.id} />
            ) : (
              <Button key={act} data-testid={`act-${act}`} onClick={() => onAct(act)}>
                {t(`ops.act.${act}`)}
              </Button>
            ),
          )}
        </div>
      )}
    </Card>
  );
}

/** A message without fields: one click sends it. */
function OnePress({ act, caseId }: { act: CaseAct; caseId: string }) {
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  const { send, sending, problem, ...state } = useSend(caseEndpoint(act), () => {
    void message.success(t('orders:ops.act.done'));
  });
  return (
    <>
      <Button
        data-testid={`act-${act}`}
        type={CASE_FORMS[act].urgent === 1 ? 'primary' : 'default'}
        loading={sending}
        onClick={() => send({ params: { caseId }, body: {} } as never)}
      >
        {t(`ops.act.${act}`)}
      </Button>
      <SendingNotice state={state} />
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
