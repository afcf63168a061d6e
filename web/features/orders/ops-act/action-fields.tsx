import { Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormField } from '#contracts/durable/staff-form.ts';
import { findCode } from '#contracts/typed/code.ts';
import type { CaseAct } from '../../cases/ops-case/case-forms.ts';
import { formOf, type StaffAction } from './actions.ts';
import { AnswerField } from './answer-field.tsx';
import { ColleagueField } from './colleague-field.tsx';
import { DecisionField } from './decision-field.tsx';
import { CandidateField, DispatchField } from './helper-fields.tsx';
import { NeedFields } from './need-fields.tsx';
import { useRequired } from './required.ts';
import { ConsentField, NewStartField } from './reschedule-fields.tsx';
import { ScoreFields } from './score-fields.tsx';
import { isReasonAsked, type Subject, type Values } from './values.ts';

interface Props {
  action: StaffAction | CaseAct;
  subject: Subject;
  values: Values;
}

/** The fields of an action, in the order of its row. */
export function ActionFields(props: Props) {
  const { fields } = formOf(props.action, props.subject);
  return fields
    .filter((kind) => kind !== 'reason' || isReasonAsked(fields, props.values))
    .map((kind) => {
      const Field = FIELDS[kind];
      return <Field key={kind} {...props} />;
    });
}

const FIELDS: Record<FormField, (props: Props) => ReactNode> = {
  reason: ReasonField,
  note: NoteField,
  minutes: MinutesField,
  amount: AmountField,
  candidate: CandidateField,
  dispatch: DispatchField,
  accept: AnswerField,
  startCode: StartCodeField,
  need: NeedFields,
  rematchReasons: RematchReasonsField,
  scores: ScoreFields,
  decision: DecisionField,
  newStart: NewStartField,
  consent: ConsentField,
  colleague: ColleagueField,
};

function ReasonField({ action, subject }: Props) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <Form.Item name="reason" label={t('ops.field.reason')} rules={[rule]}>
      <Select
        placeholder={t('ops.field.choose')}
        options={formOf(action, subject).reasons?.map((value) => ({
          value,
          label: t(`ops.reasonCode.${value}`),
        }))}
      />
    </Form.Item>
  );
}

function NoteField() {
  const { t } = useTranslation('orders');
  return (
    <Form.Item name="note" label={t('ops.field.note')}>
      <Input.TextArea rows={2} maxLength={500} showCount placeholder={t('ops.field.noteHint')} />
    </Form.Item>
  );
}

function MinutesField() {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <Form.Item name="minutes" label={t('ops.field.minutes')} initialValue={30} rules={[rule]}>
      <Select
        options={[10, 30, 60, 120, 720, 1440].map((value) => ({
          value,
          label: t('ops.field.minutesBy', { minutes: value }),
        }))}
      />
    </Form.Item>
  );
}

function AmountField({ subject }: Props) {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  const money = subject.order?.money;
  const owed = money ? money.dueFen / 100 : undefined;
  return (
    <Form.Item
      name="yuan"
      label={t('ops.field.amount')}
      initialValue={owed}
      rules={[rule]}
      extra={owed === undefined ? undefined : t('ops.field.owed', { owed })}
    >
      <InputNumber min={0.01} precision={2} prefix="¥" style={{ width: 200 }} />
    </Form.Item>
  );
}

function StartCodeField() {
  const { t } = useTranslation('orders');
  return (
    <Form.Item
      name="startCode"
      label={t('ops.field.startCode')}
      getValueFromEvent={(e: { target: HTMLInputElement }) => findCode(e.target.value, 4)}
      rules={[{ pattern: /^\d{4}$/, required: true, message: t('ops.field.startCodeWrong') }]}
    >
      <Input inputMode="numeric" style={{ width: 140 }} data-testid="code-input" />
    </Form.Item>
  );
}

function RematchReasonsField() {
  const { t } = useTranslation('orders');
  const rule = useRequired();
  return (
    <Form.Item name="reasons" label={t('ops.field.rematchReasons')} rules={[rule]}>
      <Checkbox.Group
        options={['price', 'distance', 'experience', 'time', 'other'].map((value) => ({
          value,
          label: t(`ops.reasonCode.${value}`),
        }))}
      />
    </Form.Item>
  );
}
