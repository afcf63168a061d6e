import { useTranslation } from 'react-i18next';
import { Page } from '../../../components/page.tsx';
import { Inbox } from './inbox.tsx';

/** The inbox on a phone. */
export function Component() {
  const { t } = useTranslation('notices');
  return (
    <Page title={t('inbox.title')}>
      <Inbox />
    </Page>
  );
}
