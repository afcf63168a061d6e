import { Form, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { decisionsOf } from '#contracts/cases/kinds.ts';
import { useRequired } from './required.ts';
import type { Subject, Values } from './values.ts';

/** The decisions of this kind of case, the proposed one marked; a reduction asks how much. */
export function DecisionField({ subject, values }: { subject: Subject; values: Values }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  const kind = subject.openCase?.kind;
  if (!kind) return null;
  const total = subject.mostFen ?? subject.order?.totalFen;
  return (
    <>
      <Form.Item
        name="decision"
        label={t(`cases:ops.caseKind.${kind}`)}
        initialValue={subject.openCase?.proposal ?? undefined}
        rules={[rule]}
      >
        <Radio.Group className="decisions">
          {decisionsOf(kind, subject.openCase?.variant).map((decision) => (
            <Radio key={decision} value={decision} data-testid={`decision-${decision}`}>
              {t(`cases:ops.decision.${kind}.${decision}`)}
              {subject.openCase?.proposal === decision && <em> {t('cases:ops.cases.proposed')}</em>}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      {values.decision === 'reducePrice' && (
        <Form.Item name="yuan" label={t('ops.field.reduction')} rules={[rule]}>
          <InputNumber
            min={0.01}
            max={total ? total / 100 : undefined}
            precision={2}
            prefix="¥"
            style={{ width: 200 }}
          />
        </Form.Item>
      )}
    </>
  );
}
