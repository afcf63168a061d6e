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
  const { t } = useTranslation();
  return (
    <PhoneShell
      roles={['helper']}
      tabs={[
        { to: '/helper', label: t('helper.tab.day'), icon: <CalendarOutline /> },
        { to: '/helper/offers', label: t('helper.tab.offers'), icon: <BellOutline /> },
        { to: '/helper/record', label: t('helper.tab.record'), icon: <PayCircleOutline /> },
        { to: '/helper/inbox', label: t('helper.tab.inbox'), icon: <MessageOutline />, inbox: true },
        { to: '/helper/me', label: t('helper.tab.me'), icon: <UserOutline /> },
      ]}
    />
  );
}
