import { Alert, App, Form, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CaseMessage, caseEndpoint } from '#contracts/cases/case-rows.ts';
import type { FormField } from '#contracts/durable/staff-form.ts';
import type { EndpointName } from '#contracts/http.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useCatalogue } from '../../../lib/use-read.ts';
import { useSend } from '../../../lib/use-send.ts';
import type { CaseAct } from '../../cases/ops-case/case-forms.ts';
import { ActionFields } from './action-fields.tsx';
import { formOf, HARSH_DECISIONS, type StaffAction } from './actions.ts';
import { useEffectWords } from './effect-words.ts';
import { bodyOf, type Subject, type Values } from './values.ts';

/** A case takes some of the messages of an order by names of its own. */
const endpointOf = (action: StaffAction | CaseAct, { caseId }: Subject): EndpointName =>
  (caseId ? caseEndpoint(action as CaseMessage) : action) as EndpointName;

/** The form of one action. Serious ones are asked once more, with the effect in words, before they are sent. */
export function ActionDialog(props: {
  action: StaffAction | CaseAct;
  subject: Subject;
  onClose: () => void;
}) {
  const { action, subject, onClose } = props;
  const { t } = useTranslation('orders');
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const values = Form.useWatch((all: Values) => all, form) ?? {};
  const [confirming, setConfirming] = useState(false);
  const effect = useEffectWords(action, subject, values);
  const utcOffset = useCatalogue().data?.utcOffsetMinutes ?? 480;
  const row = formOf(action, subject);
  const has = (...fields: FormField[]) => fields.some((field) => row.fields.includes(field));
  const serious = row.serious || (has('accept') && values.accept === false);
  const danger = row.danger || (values.decision !== undefined && HARSH_DECISIONS.has(values.decision));
  const { send, sending, stillWorking, retrying, problem, clear } = useSend(
    endpointOf(action, subject),
    () => {
      void message.success(t('ops.act.done'));
      onClose();
    },
  );

  const submit = async () => {
    const checked = await form.validateFields().catch(() => null);
    if (!checked) return;
    if (serious && !confirming) {
      clear();
      setConfirming(true);
      return;
    }
    send({
      params: subject.caseId ? { caseId: subject.caseId } : { orderId: subject.orderId },
      body: bodyOf(action, checked, subject, utcOffset),
    } as never);
  };
  const back = () => {
    if (confirming) setConfirming(false);
    else onClose();
  };

  return (
    <Modal
      open
      width={has('dispatch', 'candidate') ? 760 : 520}
      title={t(subject.caseId ? `cases:ops.act.${action}` : `ops.act.${action}.title`)}
      onCancel={onClose}
      onOk={() => void submit()}
      mask={{ closable: false }}
      okText={confirming ? t('ops.act.confirm') : serious ? t('ops.act.next') : t('ops.act.send')}
      okButtonProps={
        { danger: Boolean(danger && confirming), loading: sending, 'data-testid': 'act-submit' } as never
      }
      cancelText={confirming ? t('ops.act.back') : t('common:cancel')}
      cancelButtonProps={{ onClick: back, disabled: sending }}
    >
      <p className="quiet act-order">{subject.orderId}</p>
      <div hidden={confirming}>
        <Form form={form} layout="vertical" requiredMark={false} preserve onFinish={() => void submit()}>
          <ActionFields action={action} subject={subject} values={values} />
          <button type="submit" hidden />
        </Form>
      </div>
      <Alert
        type={confirming ? (danger ? 'error' : 'warning') : 'info'}
        showIcon={confirming}
        title={confirming ? t('ops.act.sure') : effect}
        description={confirming ? effect : undefined}
        role={confirming ? 'alert' : 'note'}
      />
      <SendingNotice state={{ stillWorking, retrying }} />
      {problem && <ProblemNotice problem={problem} />}
    </Modal>
  );
}
