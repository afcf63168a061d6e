import { useTranslation } from 'react-i18next';
import { Inbox } from '../features/notices/read-inbox/inbox.tsx';

/** The notices of a member of the staff. */
export function Component() {
  const { t } = useTranslation('notices');
  return (
    <>
      <h1>{t('inbox.title')}</h1>
      <Inbox />
    </>
  );
}
