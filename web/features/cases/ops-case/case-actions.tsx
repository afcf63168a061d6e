import { Button, Card, Empty } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { CASE_FORMS, type CaseAct } from './case-forms.ts';

/** What staff must find out, for the current question. */
const hintKeys = ({ kind, variant }: CaseDetails): string[] => [
  ...(variant ? [`cases:ops.variantHint.${variant}`] : []),
  `orders:ops.needsOpsHint.${kind}`,
];

/** What this member of the staff may do with the case now; each action opens its form. */
export function CaseActions({ case_, onAct }: { case_: CaseDetails; onAct: (act: CaseAct) => void }) {
  const { t } = useTranslation('cases');
  const acts = (Object.keys(CASE_FORMS) as CaseAct[]).filter(
    (act) => CASE_FORMS[act].group !== 'owner' && case_.allowed.includes(act),
  );
  const mayDecide = acts.some((act) => CASE_FORMS[act].fields.includes('decision'));
  const isOpen = case_.status === 'open';
  return (
    <Card title={t('orders:ops.order.actions')} size="small" className="action-panel">
      {acts.length === 0 && (
        <Empty
          image={Empty.PRESENTED_IMAGE_SIMPLE}
          description={isOpen ? t('orders:ops.order.noActions') : t('ops.cases.over')}
        />
      )}
      {isOpen && <p className="quiet">{t(hintKeys(case_))}</p>}
      {isOpen && acts.length > 0 && !mayDecide && <p className="quiet">{t('ops.cases.onlyOps')}</p>}
      <div className="action-buttons">
        {acts.map((act) => (
          <Button
            key={act}
            data-testid={`act-${act}`}
            type={CASE_FORMS[act].urgent === 1 ? 'primary' : 'default'}
            className={CASE_FORMS[act].group === 'rehearsal' ? 'rehearsal-button' : undefined}
            onClick={() => onAct(act)}
          >
            {t(`ops.act.${act}`)}
          </Button>
        ))}
      </div>
    </Card>
  );
}
