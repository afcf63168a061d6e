import { useTranslation } from 'react-i18next';

/** While an answer is outstanding: the server has it and works on it, or nothing came yet and it is asked again. */
export function SendingNotice({ state }: { state: { stillWorking: boolean; retrying: boolean } }) {
  const { t } = useTranslation();
  if (!state.stillWorking && !state.retrying) return null;
  return (
    <p className="notice" role="status">
      {t(state.stillWorking ? 'stillWorking' : 'retrying')}
    </p>
  );
}
