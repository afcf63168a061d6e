import { Button, Card, Form, Input, InputNumber, Radio, Select, Space, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { BodyOf } from '#contracts/http.ts';
import { MOST_AREA } from '#contracts/orders/new-order.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { localDate } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useCatalogue } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';
import { useRequired } from '../ops-act/required.ts';
import { WindowFields } from '../ops-act/window-fields.tsx';
import type { FoundCustomer } from './find-customer.tsx';
import { newOrderOf, type PlaceValues } from './new-order-of.ts';
import { ServiceFields } from './service-fields.tsx';
import { WishFields } from './wish-fields.tsx';

const DAY = 86_400_000;

/** The need as the customer tells it on the phone; what is not known yet may be left for later. */
export function OrderForm({ customer }: { customer: FoundCustomer }) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  const words = useCatalogueWords();
  const navigate = useNavigate();
  const catalogue = useCatalogue().data;
  const [form] = Form.useForm<PlaceValues>();
  const serviceCode = Form.useWatch('serviceCode', form);
  const service = catalogue?.services.find((s) => s.code === serviceCode);
  const { send, sending, stillWorking, retrying, problem } = useSend(
    'placeOrder',
    ({ orderId }) => void navigate(`/ops/orders/${orderId}`),
  );
  if (!catalogue) return null;
  const submit = (values: PlaceValues) =>
    send({
      body: newOrderOf(values, {
        customerId: customer.id,
        utcOffset: catalogue.utcOffsetMinutes,
      }) as BodyOf<'placeOrder'>,
    });

  return (
    <Card size="small" title={t('ops.place.need')}>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{ addressId: customer.addresses[0]?.id }}
      >
        <ServiceFields catalogue={catalogue} />
        <Form.Item name="addressId" label={t('ops.fact.address')} rules={[rule]}>
          <Radio.Group
            className="decisions"
            options={customer.addresses.map((a) => ({
              value: a.id,
              label: `${words.district(a.district)} ${a.line} (${a.contactName})`,
            }))}
          />
        </Form.Item>
        <WindowFields initial={{ date: localDate(Date.now() + DAY), from: '09:00', to: '13:00' }} />
        {service?.shape === 'liveIn' && <p className="quiet">{t('ops.place.liveIn')}</p>}
        <Space size="middle" align="start" wrap>
          <Form.Item
            name="area"
            label={t('ops.fact.area')}
            rules={[
              {
                type: 'integer',
                min: 1,
                max: MOST_AREA,
                message: t('place.areaWrong', { most: MOST_AREA }),
              },
            ]}
          >
            <InputNumber suffix="m²" style={{ width: 140 }} />
          </Form.Item>
          <Form.Item name="sex" label={t('ops.place.sex')}>
            <Select
              allowClear
              style={{ width: 140 }}
              options={['female', 'male'].map((value) => ({ value, label: t(`helpers:ops.sex.${value}`) }))}
            />
          </Form.Item>
          <Form.Item name="level" label={t('ops.place.level')}>
            <Select
              allowClear
              style={{ width: 140 }}
              options={['junior', 'senior', 'expert'].map((value) => ({
                value,
                label: t(`helpers:ops.level.${value}`),
              }))}
            />
          </Form.Item>
          <Form.Item name="forOther" label={t('ops.fact.forOther')} valuePropName="checked">
            <Switch />
          </Form.Item>
        </Space>
        {service && <WishFields serviceCode={service.code} />}
        <Form.Item name="careNotes" label={t('ops.fact.careNotes')}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        <Form.Item name="remarks" label={t('ops.fact.remarks')}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
        <Space size="large" wrap>
          <Form.Item
            name="incomplete"
            label={t('ops.place.incomplete')}
            valuePropName="checked"
            extra={t('ops.place.incompleteHint')}
          >
            <Switch />
          </Form.Item>
          {catalogue.development && (
            <Form.Item
              name="rehearsal"
              label={t('ops.rehearsal.field')}
              valuePropName="checked"
              extra={t('ops.rehearsal.hint')}
            >
              <Switch />
            </Form.Item>
          )}
        </Space>
        <SendingNotice state={{ stillWorking, retrying }} />
        {problem && <ProblemNotice problem={problem} />}
        <Button type="primary" htmlType="submit" size="large" loading={sending} data-testid="primary-action">
          {t('ops.place.send')}
        </Button>
      </Form>
    </Card>
  );
}
