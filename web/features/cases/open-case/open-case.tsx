import { Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { GENERAL_REASONS, type NewCase } from '#contracts/cases/case.ts';
import { findOrderNumber } from '#contracts/typed/order-number.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { useCaseWords } from '../use-case-words.ts';
import { PickCustomer, PickHelper } from './pick-person.tsx';

type Values = Pick<NewCase, 'orderId' | 'customerId' | 'helperId' | 'reason' | 'note'>;

/** Staff open a case by hand: about an order, about persons, or about neither. */
export function OpenCase({ orderId, onClose }: { orderId: string | null; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const words = useCaseWords();
  const navigate = useNavigate();
  const [form] = Form.useForm<Values>();
  const about = Form.useWatch('orderId', form) ?? orderId;
  const { send, sending, problem, ...state } = useSend('openCase', ({ caseId }) => {
    void navigate(`/ops/cases/${caseId}`);
  });
  const required = { required: true, message: t('orders:ops.field.required') };
  const submit = async () => {
    const v = await form.validateFields().catch(() => null);
    if (!v) return;
    const order = findOrderNumber(v.orderId ?? '');
    const body: NewCase = {
      ...{ kind: 'general', reason: v.reason, note: v.note },
      ...(order ? { orderId: order } : v.customerId ? { customerId: v.customerId } : {}),
      ...(v.helperId ? { helperId: v.helperId } : {}),
    };
    send({ body });
  };
  return (
    <Modal
      open
      title={t('ops.open.title')}
      onCancel={onClose}
      onOk={() => void submit()}
      okText={t('ops.open.send')}
      okButtonProps={{ loading: sending, 'data-testid': 'open-case-submit' } as never}
      cancelText={t('common:cancel')}
      mask={{ closable: false }}
    >
      <p className="quiet">{t('ops.open.hint')}</p>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={orderId ? { orderId } : {}}>
        <Form.Item name="reason" label={t('orders:ops.field.reason')} rules={[required]}>
          <Select
            placeholder={t('orders:ops.field.choose')}
            options={GENERAL_REASONS.map((value) => ({ value, label: words.reason(value) }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('ops.open.what')} rules={[{ ...required, whitespace: true }]}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
        <Form.Item
          name="orderId"
          label={t('ops.open.order')}
          rules={[
            {
              validator: (_, v?: string) =>
                !v?.trim() || findOrderNumber(v)
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('ops.open.orderWrong'))),
            },
          ]}
        >
          <Input disabled={orderId !== null} placeholder="JZ261201-…" />
        </Form.Item>
        {!about && (
          <Form.Item name="customerId" label={t('ops.open.customer')}>
            <PickCustomer />
          </Form.Item>
        )}
        <Form.Item name="helperId" label={t('ops.open.helper')}>
          <PickHelper />
        </Form.Item>
      </Form>
      <SendingNotice state={state} />
      {problem && <ProblemNotice problem={problem} />}
    </Modal>
  );
}
