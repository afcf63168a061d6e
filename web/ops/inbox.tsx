import { useTranslation } from 'react-i18next';
import { Inbox } from '../features/notices/read-inbox/inbox.tsx';

/** The notices of a member of the staff. */
export function Component() {
  const { t } = useTranslation();
  return (
    <>
      <h1>{t('ops.head.inbox')}</h1>
      <Inbox />
    </>
  );
}
