import { Form, Input, Radio, Rate } from 'antd';
import { useTranslation } from 'react-i18next';
import { useRequired } from './required.ts';

/** What the customer says on the phone about the visit. */
export function ScoreFields() {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <>
      {(['attitude', 'effect'] as const).map((name) => (
        <Form.Item key={name} name={name} label={t(`ops.field.${name}`)} rules={[rule]}>
          <Rate />
        </Form.Item>
      ))}
      <Form.Item name="contractKept" label={t('ops.field.contractKept')} rules={[rule]}>
        <Radio.Group
          options={[true, false].map((value) => ({ value, label: t(`ops.field.kept.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="text" label={t('ops.field.text')}>
        <Input.TextArea rows={2} maxLength={500} showCount />
      </Form.Item>
    </>
  );
}
