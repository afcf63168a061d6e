import { Alert, App, Form, Input, Modal, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { HelperDetails, SkillView } from '#contracts/helpers/helper.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { span } from '../../../lib/time.ts';
import { useCatalogueWords } from '../../../lib/use-catalogue-words.ts';
import { useSend } from '../../../lib/use-send.ts';

const REASONS = ['renewed', 'checked', 'revoked', 'wrongDate'] as const;
interface Values {
  validUntil: string;
  certificate?: string;
  reason: (typeof REASONS)[number];
}

/** A new last day; booked visits that would fall out are shown before it is saved. */
export function CertificateDialog(props: { helper: HelperDetails; skill: SkillView; onClose: () => void }) {
  const { helper, skill, onClose } = props;
  const { t, i18n } = useTranslation('helpers');
  const { message } = App.useApp();
  const words = useCatalogueWords();
  const [form] = Form.useForm<Values>();
  const saving = useSend('setCertificate', (reply) => {
    void message.success(
      reply.told.length > 0 ? t('ops.helpers.told', { count: reply.told.length }) : t('orders:ops.act.done'),
    );
    onClose();
  });
  const conflicts = saving.problem?.code === 'CalendarConflict' ? (saving.problem.conflicts ?? []) : [];
  const submit = async () => {
    const values = await form.validateFields().catch(() => null);
    if (!values) return;
    const { certificate, ...body } = values;
    saving.send({
      params: { helperId: helper.id, skill: skill.skill },
      body: {
        ...body,
        ...(certificate?.trim() ? { certificate: certificate.trim() } : {}),
        ...(conflicts.length > 0 ? { confirm: true } : {}),
      },
    });
  };
  return (
    <Modal
      open
      title={t('ops.helpers.changeTitle', {
        helper: helper.displayName,
        skill: t(`helpers:skillName.${skill.skill}`, { defaultValue: skill.skill }),
      })}
      onCancel={onClose}
      onOk={() => void submit()}
      mask={{ closable: false }}
      okText={conflicts.length > 0 ? t('ops.helpers.saveAnyway') : t('orders:ops.act.send')}
      okButtonProps={
        { danger: conflicts.length > 0, loading: saving.sending, 'data-testid': 'certificate-save' } as never
      }
      cancelText={t('common:cancel')}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ validUntil: skill.validUntil ?? '', certificate: skill.certificate ?? '' }}
        onValuesChange={() => saving.clear()}
      >
        <Form.Item
          name="validUntil"
          label={t('ops.helpers.validUntil')}
          rules={[{ required: true, message: t('ops.helpers.dateNeeded') }]}
        >
          <Input type="date" />
        </Form.Item>
        <Form.Item name="certificate" label={t('ops.helpers.certificate')}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('orders:ops.field.reason')}
          rules={[{ required: true, message: t('ops.helpers.reasonNeeded') }]}
        >
          <Radio.Group options={REASONS.map((value) => ({ value, label: t(`ops.helpers.why.${value}`) }))} />
        </Form.Item>
      </Form>
      {conflicts.length > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('ops.helpers.conflicts', { count: conflicts.length })}
          description={
            <ul data-testid="conflicts">
              {conflicts.map((one) => (
                <li key={one.orderId}>
                  <Link to={`/ops/orders/${one.orderId}`}>{one.orderId}</Link>{' '}
                  {words.service(one.serviceCode)} · {span(one.startsAt, one.endsAt, i18n.language)}
                </li>
              ))}
            </ul>
          }
        />
      )}
      {saving.problem && conflicts.length === 0 && <ProblemNotice problem={saving.problem} />}
    </Modal>
  );
}
