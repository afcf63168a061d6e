import type { RouteObject } from 'react-router';

/** The desktop surface, each page lazy: phones never load it. */
export const opsRoutes: RouteObject[] = [
  {
    path: '/ops',
    lazy: () => import('./shell.tsx'),
    children: [
      { index: true, lazy: () => import('./board.tsx') },
      { path: 'orders/new', lazy: () => import('./new-order.tsx') },
      { path: 'orders/:orderId', lazy: () => import('./order.tsx') },
      { path: 'helpers', lazy: () => import('./helpers.tsx') },
      { path: 'helpers/:helperId', lazy: () => import('./helper.tsx') },
      { path: 'inbox', lazy: () => import('./inbox.tsx') },
      { path: 'cases', lazy: () => import('./cases.tsx') },
      { path: 'cases/:caseId', lazy: () => import('./case.tsx') },
    ],
  },
];
