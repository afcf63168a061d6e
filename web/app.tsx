import { Suspense } from 'react';
import { createBrowserRouter, Outlet, ScrollRestoration } from 'react-router';
import { ConnectionBanner } from './components/connection-banner.tsx';
import { LoadingPage, PageBroken, PageMissing } from './components/states.tsx';
import { useLive } from './lib/live.ts';
import { useSession } from './lib/session.tsx';
import { opsRoutes } from './ops/routes.tsx';
import { outboxRoutes } from './outbox/routes.tsx';

/** The frame of every page: the live stream, and the banner when the connection is lost. */
function Root() {
  const { me } = useSession();
  const live = useLive(Boolean(me));
  return (
    <Suspense fallback={<LoadingPage />}>
      <ConnectionBanner state={live} />
      <Outlet />
      <ScrollRestoration />
    </Suspense>
  );
}

/** Each surface is a separate chunk: a phone never loads the UI kit of the desktop. */
export const router = createBrowserRouter([
  {
    Component: Root,
    ErrorBoundary: PageBroken,
    HydrateFallback: LoadingPage,
    children: [
      { path: '/login', lazy: () => import('./features/people/sign-in/sign-in-page.tsx') },
      { path: '/pay/:paymentId', lazy: () => import('./features/money/pay-order/pay-page.tsx') },
      {
        lazy: () => import('./customer/shell.tsx'),
        children: [
          { path: '/', lazy: () => import('./customer/home.tsx') },
          { path: '/order/new', lazy: () => import('./customer/new-order.tsx') },
          { path: '/orders', lazy: () => import('./customer/my-orders.tsx') },
          { path: '/orders/:orderId', lazy: () => import('./customer/order.tsx') },
          {
            path: '/orders/:orderId/agreement',
            lazy: () => import('./features/agreements/sign-agreement/agreement-page.tsx'),
          },
          { path: '/inbox', lazy: () => import('./features/notices/read-inbox/inbox-page.tsx') },
          { path: '/me', lazy: () => import('./customer/profile.tsx') },
        ],
      },
      {
        path: '/helper',
        lazy: () => import('./helper/shell.tsx'),
        children: [
          { index: true, lazy: () => import('./helper/my-day.tsx') },
          { path: 'offers', lazy: () => import('./helper/offers.tsx') },
          { path: 'orders/:orderId', lazy: () => import('./helper/visit.tsx') },
          {
            path: 'orders/:orderId/agreement',
            lazy: () => import('./features/agreements/sign-agreement/agreement-page.tsx'),
          },
          { path: 'calendar', lazy: () => import('./helper/calendar.tsx') },
          { path: 'calendar/working-times', lazy: () => import('./helper/working-times.tsx') },
          { path: 'calendar/leave', lazy: () => import('./helper/leave.tsx') },
          { path: 'calendar/areas', lazy: () => import('./helper/areas.tsx') },
          { path: 'calendar/auto-accept', lazy: () => import('./helper/auto-accept.tsx') },
          { path: 'record', lazy: () => import('./helper/record.tsx') },
          { path: 'inbox', lazy: () => import('./features/notices/read-inbox/inbox-page.tsx') },
          { path: 'me', lazy: () => import('./helper/profile.tsx') },
          { path: 'me/traits', lazy: () => import('./helper/traits.tsx') },
        ],
      },
      ...opsRoutes,
      ...outboxRoutes,
      { path: '*', Component: PageMissing },
    ],
  },
]);
