import './style.css';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { unstableSetRender } from 'antd-mobile';
import { StrictMode } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { router } from './app.tsx';
import { isRefused } from './lib/client.ts';
import { startI18n } from './lib/i18n.ts';
import { startTextSize } from './lib/text-size.ts';

// antd-mobile 5 renders toasts and dialogs with ReactDOM.render, which React 19 removed: without this patch they never
// appear.
const roots = new WeakMap<Element | DocumentFragment, Root>();
unstableSetRender((node, container) => {
  const root = roots.get(container) ?? createRoot(container);
  roots.set(container, root);
  root.render(node);
  return async () => {
    await Promise.resolve();
    root.unmount();
    roots.delete(container);
  };
});

// The session ended: a person on a private page is asked to sign in again, and returns to it.
const signedOut = (error: Error) => {
  if (isRefused(error) && error.code === 'NotSignedIn') queries.setQueryData(['me'], null);
};

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: signedOut }),
  mutationCache: new MutationCache({ onError: signedOut }),
  defaultOptions: {
    queries: {
      staleTime: 2000,
      retry: (times, error) => times < 2 && isRefused(error) && error.mayRetry,
      retryDelay: (times) => 500 * 2 ** times,
    },
  },
});

startTextSize();
await startI18n();
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
