import { type CallRefused, createClient } from '#contracts/client.ts';
import type { Pending } from '#contracts/problem.ts';
import { language } from './i18n.ts';

const listeners = new Set<(pending: Pending) => void>();
const retryListeners = new Set<() => void>();

/** Called each time the server answers "we have it, still working" (202). */
export function onPending(listener: (pending: Pending) => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Called each time no answer came and an unsafe call is about to be repeated. */
export function onRetry(listener: () => void): () => void {
  retryListeners.add(listener);
  return () => retryListeners.delete(listener);
}

/** Reads fail fast: react-query retries them and the screen shows it. */
export const ask = createClient({ baseUrl: '', locale: language });

/** Unsafe calls are repeated with the same key for half a minute, so that nothing happens twice. */
export const tell = createClient({
  baseUrl: '',
  locale: language,
  patienceMs: 30_000,
  onPending: (pending) => {
    for (const listener of listeners) listener(pending);
  },
  onRetry: () => {
    for (const listener of retryListeners) listener();
  },
});

export const isRefused = (error: unknown): error is CallRefused =>
  error instanceof Error && 'problem' in error && typeof error.problem === 'object';
