import { Form, Input, Radio, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { clock, localDate } from '../../../lib/time.ts';
import { useRead } from '../../../lib/use-read.ts';
import { useRequired } from './required.ts';
import type { Subject, Values } from './values.ts';

/** For whom, which day, and one of the starts that the booked helper's calendar leaves on it. */
export function NewStartField({ subject, values }: { subject: Subject; values: Values }) {
  const { t, i18n } = useTranslation('orders');
  const rule = useRequired();
  const form = Form.useFormInstance();
  const startsAt = subject.order?.startsAt;
  const first = startsAt ? localDate(startsAt) : localDate(Date.now());
  const free = useRead(
    'freeStarts',
    { params: { orderId: subject.orderId }, query: { day: values.date || first } },
    { staleTime: 0 },
  );
  return (
    <>
      <Form.Item name="side" label={t('ops.field.side')} initialValue="customer" rules={[rule]}>
        <Radio.Group
          options={[
            { value: 'customer', label: t('ops.party.customer') },
            { value: 'helper', label: t('ops.party.helper') },
          ]}
        />
      </Form.Item>
      <Form.Item name="date" label={t('ops.field.date')} initialValue={first} rules={[rule]}>
        <Input
          type="date"
          min={localDate(Date.now())}
          style={{ width: 180 }}
          onChange={() => form.setFieldValue('startsAt', undefined)}
        />
      </Form.Item>
      <Form.Item name="startsAt" label={t('ops.field.newStart')} rules={[rule]}>
        <Select
          loading={free.isPending}
          placeholder={t('ops.field.choose')}
          notFoundContent={t('ops.field.noStart')}
          options={free.data?.starts.map((s) => ({
            value: s.startsAt,
            label: clock(s.startsAt, i18n.language),
          }))}
        />
      </Form.Item>
    </>
  );
}

/** For the side that was asked, on the phone. */
export function ConsentField() {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <Form.Item name="accept" label={t('ops.field.answer')} initialValue={true} rules={[rule]}>
      <Radio.Group
        options={[
          { value: true, label: t('ops.field.moves') },
          { value: false, label: t('ops.field.stays') },
        ]}
      />
    </Form.Item>
  );
}
