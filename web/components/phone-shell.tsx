import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import type { Role } from '#contracts/people/roles.ts';
import { OnlyFor } from '../lib/session.tsx';
import { useRead } from '../lib/use-read.ts';
import { Phone } from './phone.tsx';

export interface Tab {
  to: string;
  label: string;
  icon: ReactNode;
  /** Shows how many notices are unread. */
  inbox?: boolean;
  count?: number;
}

/** A phone surface: the page, and the tabs at the bottom. */
export function PhoneShell({ roles, tabs }: { roles: readonly Role[]; tabs: Tab[] }) {
  return (
    <OnlyFor roles={roles}>
      <Phone>
        <Outlet />
        <Tabs tabs={tabs} />
      </Phone>
    </OnlyFor>
  );
}

function Tabs({ tabs }: { tabs: Tab[] }) {
  const { t } = useTranslation();
  const unread = useRead('inbox', { query: { limit: 1 } }, { staleTime: 10_000 }).data?.unread ?? 0;
  return (
    <nav className="tabs" aria-label={t('nav.label')}>
      {tabs.map((tab) => {
        const count = tab.inbox ? unread : (tab.count ?? 0);
        return (
          <NavLink key={tab.to} to={tab.to} end className="tab">
            <span className="tab-icon" aria-hidden="true">
              {tab.icon}
              {count > 0 && <b>{count > 99 ? '99+' : count}</b>}
            </span>
            {tab.label}
            {count > 0 && <span className="unseen">{t('nav.waiting', { count })}</span>}
          </NavLink>
        );
      })}
    </nav>
  );
}
