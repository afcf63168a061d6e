import { Context } from '@temporalio/activity';
import type { RelayDeps } from './relay-deps.ts';
import { relayOnce } from './relay-once.ts';

/** One run of the activity; the workflow starts the next at once. */
const RUN_MS = 60 * 60_000;

/** Sends what transitions wrote, until the worker stops. What was claimed and not finished is claimed again. */
export function relayNotices(deps: RelayDeps) {
  return async (): Promise<void> => {
    const { cancellationSignal } = Context.current();
    const stop = deps.stopping ? AbortSignal.any([cancellationSignal, deps.stopping]) : cancellationSignal;
    const beat = setInterval(() => Context.current().heartbeat(), 2_000);
    const end = Date.now() + RUN_MS;
    try {
      while (!stop.aborted && Date.now() < end) {
        const sent = await relayOnce(deps).catch((error: unknown) => {
          deps.logger?.warn({ err: error }, 'the relay pauses');
          return 0;
        });
        if (sent === 0) await pause(deps.pollMs ?? 1_000, stop);
      }
    } finally {
      clearInterval(beat);
    }
  };
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal.addEventListener('abort', stop);
  });
}
