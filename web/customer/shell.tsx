import { MessageOutline, UnorderedListOutline, UserOutline } from 'antd-mobile-icons';
import { useTranslation } from 'react-i18next';
import { PhoneShell } from '../components/phone-shell.tsx';

const HouseIcon = () => (
  <svg
    width="1em"
    height="1em"
    viewBox="0 0 48 48"
    fill="none"
    stroke="currentColor"
    strokeWidth="3"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    <path d="M6 23 24 8l18 15M11 20v20h26V20M20 40V29h8v11" />
  </svg>
);

export function Component() {
  const { t } = useTranslation();
  return (
    <PhoneShell
      roles={['customer']}
      tabs={[
        { to: '/', label: t('customer.tab.home'), icon: <HouseIcon /> },
        { to: '/orders', label: t('customer.tab.orders'), icon: <UnorderedListOutline /> },
        { to: '/inbox', label: t('customer.tab.inbox'), icon: <MessageOutline />, inbox: true },
        { to: '/me', label: t('customer.tab.me'), icon: <UserOutline /> },
      ]}
    />
  );
}
