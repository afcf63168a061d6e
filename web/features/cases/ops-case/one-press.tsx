import { App, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { caseEndpoint } from '#contracts/cases/case-rows.ts';
import { ProblemNotice } from '../../../components/problem-notice.tsx';
import { SendingNotice } from '../../../components/sending-notice.tsx';
import { useSend } from '../../../lib/use-send.ts';
import { CASE_FORMS, type CaseAct } from './case-forms.ts';

/** A message without fields: one click sends it. */
export function OnePress(props: { act: CaseAct; caseId: string; size?: 'small' }) {
  const { act, caseId, size = 'middle' } = props;
  const { t } = useTranslation('cases');
  const { message } = App.useApp();
  const { send, sending, problem, ...state } = useSend(caseEndpoint(act), () => {
    void message.success(t('orders:ops.act.done'));
  });
  return (
    <>
      <Button
        data-testid={`act-${act}`}
        type={CASE_FORMS[act].urgent === 1 ? 'primary' : 'default'}
        size={size}
        loading={sending}
        onClick={() => send({ params: { caseId }, body: {} } as never)}
      >
        {t(`ops.act.${act}`)}
      </Button>
      <SendingNotice state={state} />
      {problem && <ProblemNotice problem={problem} />}
    </>
  );
}
