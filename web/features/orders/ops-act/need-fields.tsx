import { Form, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import { localDate, timeOfDay } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useRequired } from './required.ts';
import type { Subject } from './values.ts';
import { WindowFields } from './window-fields.tsx';

/** What an incomplete inquiry lacks: how much, and when. */
export function NeedFields({ subject }: { subject: Subject }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  const words = useCatalogueWords();
  const { order } = subject;
  const unit = order ? words.unit(order.serviceCode) : null;
  return (
    <>
      <Form.Item
        name="quantity"
        label={t('ops.field.quantity')}
        initialValue={order?.quantity}
        rules={[rule]}
      >
        <InputNumber
          min={1}
          max={1000}
          precision={0}
          suffix={unit ? t(`catalogue:ops.unit.${unit}`) : undefined}
          style={{ width: 200 }}
        />
      </Form.Item>
      <WindowFields
        initial={
          order
            ? {
                date: localDate(order.windowStart),
                from: timeOfDay(order.windowStart),
                to: timeOfDay(order.windowEnd),
              }
            : undefined
        }
      />
    </>
  );
}
