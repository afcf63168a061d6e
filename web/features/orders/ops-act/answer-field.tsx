import { Form, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRequired } from './required.ts';
import type { Subject } from './values.ts';

/** For a helper on the phone: who it is, and yes or no. In the agreement only a no is left: the yes is the signature. */
export function AnswerField({ subject }: { subject: Subject }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  const { order } = subject;
  const signing = order?.stage === 'agreement';
  const open = signing
    ? order.helper
      ? [order.helper]
      : []
    : (order?.shortlist ?? []).filter((c) => c.status === 'offered').map((c) => c.helper);
  return (
    <>
      <Form.Item name="helperId" label={t('ops.field.helper')} initialValue={open[0]?.id} rules={[rule]}>
        <Select
          options={open.map((h) => ({ value: h.id, label: h.displayName }))}
          notFoundContent={t('ops.field.allAnswered')}
        />
      </Form.Item>
      <Form.Item name="accept" label={t('ops.field.answer')} initialValue={!signing} rules={[rule]}>
        <Radio.Group
          options={[
            { value: true, label: t('ops.field.accept'), disabled: signing },
            { value: false, label: t('ops.field.decline') },
          ]}
        />
      </Form.Item>
    </>
  );
}
