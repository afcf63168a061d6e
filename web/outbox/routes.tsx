import type { RouteObject } from 'react-router';

/** The messages that gateways would have sent; development servers only. */
export const outboxRoutes: RouteObject[] = [{ path: '/outbox', lazy: () => import('./outbox-page.tsx') }];
