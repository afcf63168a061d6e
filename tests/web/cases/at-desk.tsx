import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { jest } from '@jest/globals';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { App } from 'antd';
import i18next from 'i18next';
import type { ComponentType } from 'react';
import { initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { OnlyFor } from '../../../web/lib/session.tsx';

export interface Asked {
  method: string;
  /** below /api/v1, with its query */
  path: string;
  body: Record<string, unknown> | null;
}
/** What the server answers to a call; null: 404. */
export type Answers = (asked: Asked) => { status?: number; body: unknown } | null;

export const ME = {
  id: '00000000-0000-4000-8000-0000000000aa',
  name: '陈静',
  role: 'ops',
  locale: 'en',
  city: 'zibo',
};
const locales = path.resolve(import.meta.dirname, '../../../web/locales/en');

/** A screen of the desk in English, for a member of the staff, over a server that answers as the test says. */
export async function atDesk(input: {
  at: string;
  pattern: string;
  Page: ComponentType;
  answers: Answers;
  me?: Partial<typeof ME>;
}) {
  const { at, pattern, Page, answers, me } = input;
  const words = Object.fromEntries(
    readdirSync(locales).map((file) => [
      path.basename(file, '.json'),
      JSON.parse(readFileSync(path.join(locales, file), 'utf8')) as object,
    ]),
  );
  await i18next.use(initReactI18next).init({
    lng: 'en',
    resources: { en: words },
    defaultNS: 'common',
    interpolation: { escapeValue: false },
  });
  localStorage.setItem('anjia.language', 'en');
  const asked: Asked[] = [];
  globalThis.fetch = jest.fn(async (url: unknown, init?: RequestInit) => {
    const call: Asked = {
      method: init?.method ?? 'GET',
      path: String(url).replace('/api/v1', ''),
      body: typeof init?.body === 'string' ? (JSON.parse(init.body) as Record<string, unknown>) : null,
    };
    if (call.path === '/session') return answer({ body: { ...ME, ...me } });
    asked.push(call);
    return answer(
      answers(call) ?? { status: 404, body: { status: 404, code: 'NotFound', title: 'Not found.' } },
    );
  }) as unknown as typeof fetch;
  const router = createMemoryRouter(
    [
      {
        path: pattern,
        element: (
          <OnlyFor roles={['agent', 'ops']}>
            <Page />
          </OnlyFor>
        ),
      },
      { path: '*', element: <p>elsewhere</p> },
    ],
    { initialEntries: [at] },
  );
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={queries}>
      <App>
        <RouterProvider router={router} />
      </App>
    </QueryClientProvider>,
  );
  const address = () => router.state.location.pathname + router.state.location.search;
  return { asked, address };
}

const answer = ({ status = 200, body }: { status?: number; body: unknown }) => ({
  ...{ ok: status < 400, status, headers: new Headers({ 'content-type': 'application/json' }) },
  json: async () => body,
});
