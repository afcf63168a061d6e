import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '#contracts/problem.ts';
import { ProblemNotice } from './problem-notice.tsx';
import { SendingNotice } from './sending-notice.tsx';

export interface Sending {
  sending: boolean;
  stillWorking: boolean;
  retrying: boolean;
  problem: Problem | null;
}

/** The one primary action of a screen, with its progress and its error. */
export function PrimaryButton(props: {
  children: ReactNode;
  onClick?: () => void;
  state?: Sending;
  disabled?: boolean;
  type?: 'button' | 'submit';
  form?: string;
  names?: Record<string, string>;
  /** The name of the action, for automated tests. */
  action?: string;
}) {
  const { t } = useTranslation();
  const { state } = props;
  return (
    <>
      {state?.problem && <ProblemNotice problem={state.problem} names={props.names} />}
      {state && <SendingNotice state={state} />}
      <button
        type={props.type ?? 'button'}
        form={props.form}
        className="button"
        data-testid="primary-action"
        data-action={props.action}
        disabled={props.disabled || state?.sending}
        aria-busy={state?.sending}
        onClick={props.onClick}
      >
        {state?.sending ? t('sendingNow') : props.children}
      </button>
    </>
  );
}
