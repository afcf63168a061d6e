import { App, Button, Card } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useMe } from '../../../lib/session.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { HandOver } from './hand-over.tsx';

/** Messages that say nothing but themselves: one press sends them. */
const ONE_PRESS = ['takeOverCase', 'releaseCase'] as const;

/** Who is in charge of the case, and how that changes. */
export function CaseOwner({ case_ }: { case_: CaseDetails }) {
  const { t } = useTranslation('cases');
  const me = useMe();
  const [handing, setHanding] = useState(false);
  const { owner, status, allowed } = case_;
  const isMine = owner?.id === me.id;
  return (
    <Card title={t('ops.cases.owner')} size="small" className="action-panel">
      <p data-testid="case-owner">
        {owner ? <b>{owner.name}</b> : <span className="quiet">{t('ops.cases.nobody')}</span>}
        {isMine && ` ${t('ops.cases.you')}`}
      </p>
      {status === 'open' && (
        <div className="action-buttons">
          {ONE_PRESS.filter((move) => allowed.includes(move)).map((move) => (
            <OnePress key={move} move={move} caseId={case_.id} />
          ))}
          {allowed.includes('handOverCase') && (
            <Button data-testid="act-handOverCase" onClick={() => setHanding(true)}>
              {t('ops.act.handOverCase')}
            </Button>
          )}
        </div>
      )}
      {handing && <HandOver case_={case_} onClose={() => setHanding(false)} />}
    </Card>
  );
}

function OnePress({ move, caseId }: { move: (typeof ONE_PRESS)[number]; caseId: string }) {
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  // Both have the same body.
  const { send, sending, problem, ...state } = useSend(move as 'releaseCase', () => {
    void message.success(t('orders:ops.act.done'));
  });
  return (
    <>
      <Button
        data-testid={`act-${move}`}
        type={move === 'takeOverCase' ? 'primary' : 'default'}
        loading={sending}
        onClick={() => send({ params: { caseId }, body: {} })}
      >
        {t(`ops.act.${move}`)}
      </Button>
      <SendingNotice state={state} />
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
