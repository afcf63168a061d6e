import { Form, InputNumber, Select, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CatalogueReply } from '#contracts/catalogue/http.ts';
import { MOST, mostQuantity } from '#contracts/orders/visit-minutes.ts';
import { useTongue } from '../../../lib/i18n.ts';
import { yuan } from '../../../lib/money.ts';
import { useRequired } from '../ops-act/required.ts';
import type { PlaceValues } from './new-order-of.ts';

/** Which service, and how much of it; a new service sets its usual quantity. */
export function ServiceFields({ catalogue }: { catalogue: CatalogueReply }) {
  const { t } = useTranslation('orders');
  const tongue = useTongue();
  const rule = useRequired();
  const form = Form.useFormInstance<PlaceValues>();
  const serviceCode = Form.useWatch('serviceCode', form);
  const quantity = Form.useWatch('quantity', form) ?? 0;
  const service = catalogue.services.find((s) => s.code === serviceCode);
  const most = service ? mostQuantity(service) : MOST;
  return (
    <Space size="middle" align="start" wrap>
      <Form.Item name="serviceCode" label={t('ops.place.service')} rules={[rule]}>
        <Select
          style={{ width: 260 }}
          placeholder={t('ops.field.choose')}
          onChange={(code: string) =>
            form.setFieldValue('quantity', catalogue.services.find((s) => s.code === code)?.usualQuantity)
          }
          options={catalogue.services.map((s) => ({ value: s.code, label: s[tongue] }))}
        />
      </Form.Item>
      <Form.Item
        name="quantity"
        label={t('ops.fact.quantity')}
        rules={[
          rule,
          {
            type: 'integer',
            min: 1,
            max: most,
            message: t('place.quantityWrong', {
              most,
              unit: service ? t(`catalogue:unitName.${service.unit}`) : '',
            }),
          },
        ]}
        extra={service && t('ops.place.about', { amount: yuan(service.priceFen * quantity) })}
      >
        <InputNumber
          suffix={service ? t(`catalogue:ops.unit.${service.unit}`) : undefined}
          style={{ width: 180 }}
        />
      </Form.Item>
    </Space>
  );
}
