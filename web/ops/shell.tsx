import { STAFF } from '#contracts/people/roles.ts';
import './ops.css';
import { Badge, Button, Skeleton } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet, useNavigate } from 'react-router';
import { LanguageSwitch } from '../components/language-switch.tsx';
import { OnlyFor, useMe, useSession } from '../lib/session.tsx';
import { useCatalogue, useRead } from '../lib/use-read.ts';
import { Desk } from './desk.tsx';

export function Component() {
  return (
    <OnlyFor roles={STAFF}>
      <Desk>
        <Head />
        <main className="desk-page">
          <Suspense fallback={<Skeleton active paragraph={{ rows: 8 }} />}>
            <Outlet />
          </Suspense>
        </main>
      </Desk>
    </OnlyFor>
  );
}

/** Where one can go, how much waits there, and who is signed in. */
function Head() {
  const { t } = useTranslation();
  const me = useMe();
  const { signOut } = useSession();
  const navigate = useNavigate();
  const development = useCatalogue().data?.development === true;
  const board = useRead('board', { query: { limit: 1 } }, { refetchInterval: 15_000 });
  const cases = useRead('cases', { query: { limit: 1 } }, { refetchInterval: 15_000 });
  const unread = useRead('inbox', { query: { limit: 1 } }, { refetchInterval: 15_000 }).data?.unread ?? 0;
  return (
    <header className="desk-head">
      <NavLink to="/ops" end className="desk-brand">
        <img src="/icon.svg" alt="" width="28" height="28" />
        {t('brand')} <span>{t('ops.head.surface')}</span>
      </NavLink>
      <nav aria-label={t('ops.head.surface')}>
        <NavLink to="/ops" end>
          {t('ops.head.board')}{' '}
          <Badge count={board.data?.needsOps ?? 0} title={t('orders:ops.board.needsOps')} />
        </NavLink>
        <NavLink to="/ops/cases">
          {t('ops.head.cases')}{' '}
          <Badge count={cases.data?.counts.open ?? 0} title={t('cases:ops.cases.open')} />
        </NavLink>
        <NavLink to="/ops/helpers">{t('ops.head.helpers')}</NavLink>
        <NavLink to="/ops/orders/new">{t('ops.head.newOrder')}</NavLink>
        <NavLink to="/ops/inbox">
          {t('ops.head.inbox')} <Badge count={unread} title={t('notices:inbox.unread')} />
        </NavLink>
        {development && (
          <a href="/outbox" target="_blank" rel="noreferrer">
            {t('ops.head.outbox')}
          </a>
        )}
      </nav>
      <span className="desk-me">
        {me.name} · {t(`role.${me.role}`)}
      </span>
      <LanguageSwitch />
      <Button
        type="text"
        onClick={async () => {
          await signOut();
          await navigate('/login', { replace: true });
        }}
      >
        {t('ops.head.signOut')}
      </Button>
    </header>
  );
}
