import { AppOutline, MessageOutline, UnorderedListOutline, UserOutline } from 'antd-mobile-icons';
import { useTranslation } from 'react-i18next';
import { PhoneShell } from '../components/phone-shell.tsx';

export function Component() {
  const { t } = useTranslation('customer');
  return (
    <PhoneShell
      roles={['customer']}
      tabs={[
        { to: '/', label: t('tab.home'), icon: <AppOutline /> },
        { to: '/orders', label: t('tab.orders'), icon: <UnorderedListOutline /> },
        { to: '/inbox', label: t('tab.inbox'), icon: <MessageOutline />, inbox: true },
        { to: '/me', label: t('tab.me'), icon: <UserOutline /> },
      ]}
    />
  );
}
