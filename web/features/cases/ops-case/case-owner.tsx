import { Button, Card } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { useMe } from '../../../lib/session.tsx';
import { CASE_FORMS, type CaseAct } from './case-forms.ts';
import { OnePress } from './one-press.tsx';

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
