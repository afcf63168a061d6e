import { useTranslation } from 'react-i18next';
import type { LiveState } from '../lib/live.ts';

export function ConnectionBanner({ state }: { state: LiveState }) {
  const { t } = useTranslation();
  if (state === 'live') return null;
  return (
    <div className="connection" role="status">
      {state === 'offline' ? t('connection.offline') : t('connection.polling')}
    </div>
  );
}
