import {
  BellOutline,
  CalendarOutline,
  MessageOutline,
  PayCircleOutline,
  UserOutline,
} from 'antd-mobile-icons';
import { useTranslation } from 'react-i18next';
import { PhoneShell } from '../components/phone-shell.tsx';

export function Component() {
  const { t } = useTranslation('helper');
  return (
    <PhoneShell
      roles={['helper']}
      tabs={[
        { to: '/helper', label: t('tab.day'), icon: <CalendarOutline /> },
        { to: '/helper/offers', label: t('tab.offers'), icon: <BellOutline /> },
        { to: '/helper/record', label: t('tab.record'), icon: <PayCircleOutline /> },
        { to: '/helper/inbox', label: t('tab.inbox'), icon: <MessageOutline />, inbox: true },
        { to: '/helper/me', label: t('tab.me'), icon: <UserOutline /> },
      ]}
    />
  );
}
