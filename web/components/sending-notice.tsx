import { useTranslation } from 'react-i18next';

/** While an answer is pending: the server is working on it, or no answer came and the call is repeated. */
export function SendingNotice({ state }: { state: { stillWorking: boolean; retrying: boolean } }) {
  const { t } = useTranslation();
  if (!state.stillWorking && !state.retrying) return null;
  return (
    <p className="notice" role="status">
      {t(state.stillWorking ? 'stillWorking' : 'retrying')}
    </p>
  );
}
