import { Form, Input, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDate } from '../../../lib/time.ts';
import { useRequired } from './required.ts';

/** Day and hours in the city's time, whatever clock the desk's computer keeps. */
export function WindowFields({ initial }: { initial?: { date: string; from: string; to: string } }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <Space align="start" size="middle">
      <Form.Item name="date" label={t('ops.field.date')} initialValue={initial?.date} rules={[rule]}>
        <Input type="date" min={localDate(Date.now())} />
      </Form.Item>
      <Form.Item
        name="from"
        label={t('ops.field.from')}
        initialValue={initial?.from ?? '09:00'}
        rules={[rule]}
      >
        <Input type="time" step={1800} />
      </Form.Item>
      <Form.Item
        name="to"
        label={t('ops.field.to')}
        initialValue={initial?.to ?? '12:00'}
        dependencies={['from']}
        rules={[
          rule,
          ({ getFieldValue }) => ({
            validator: (_, to: string) =>
              !to || to > getFieldValue('from')
                ? Promise.resolve()
                : Promise.reject(new Error(t('ops.field.toWrong'))),
          }),
        ]}
      >
        <Input type="time" step={1800} />
      </Form.Item>
    </Space>
  );
}
