import { App, Form, Input, Modal, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CaseDetails } from '#contracts/cases/case.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { ReadProblem } from '../../../components/states.tsx';
import { useRead } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';

/** To whom the case is handed over, and a word for them; they get a notice. */
export function HandOver({ case_, onClose }: { case_: CaseDetails; onClose: () => void }) {
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  const [form] = Form.useForm<{ to: string; note?: string }>();
  const { data, error, refetch, isPending } = useRead('staff', {});
  const { send, sending, problem, ...state } = useSend('handOverCase', () => {
    void message.success(t('orders:ops.act.done'));
    onClose();
  });
  const submit = async () => {
    const checked = await form.validateFields().catch(() => null);
    if (!checked) return;
    const note = checked.note?.trim();
    send({ params: { caseId: case_.id }, body: { to: checked.to, ...(note ? { note } : {}) } });
  };
  return (
    <Modal
      open
      title={t('ops.act.handOverCase')}
      onCancel={onClose}
      onOk={() => void submit()}
      okText={t('orders:ops.act.send')}
      okButtonProps={{ loading: sending, 'data-testid': 'act-submit' } as never}
      cancelText={t('common:cancel')}
      mask={{ closable: false }}
    >
      {error && <ReadProblem error={error} onRetry={() => void refetch()} />}
      <Form form={form} layout="vertical" requiredMark={false}>
        <Form.Item
          name="to"
          label={t('ops.handOver.to')}
          rules={[{ required: true, message: t('orders:ops.field.required') }]}
        >
          <Select
            loading={isPending}
            placeholder={t('orders:ops.field.choose')}
            showSearch={{ optionFilterProp: 'label' }}
            options={(data?.staff ?? [])
              .filter(({ id }) => id !== case_.owner?.id)
              .map(({ id, name, role }) => ({ value: id, label: `${name} · ${t(`common:role.${role}`)}` }))}
          />
        </Form.Item>
        <Form.Item name="note" label={t('orders:ops.field.note')}>
          <Input.TextArea rows={2} maxLength={500} showCount />
        </Form.Item>
      </Form>
      <SendingNotice state={state} />
      {problem && <ProblemNotice problem={problem} />}
    </Modal>
  );
}
