import { asyncLocalStorage, type Context } from '@temporalio/activity';

const EVERY_MS = 1_000;

/**
 * A slow effect sends heartbeats, so that a killed worker is detected long before the effect's own timeout, and a slow
 * database is not mistaken for a dead worker.
 */
export function withHeartbeats<A extends object>(activities: A): A {
  const beating = Object.entries(activities).map(
    ([name, run]: [string, (input: never) => Promise<unknown>]) => [
      name,
      async (input: never) => {
        // Without a context (tests) it is called directly.
        const context = asyncLocalStorage.getStore() as Context | undefined;
        const beat = context && setInterval(() => context.heartbeat(), EVERY_MS);
        try {
          return await run(input);
        } finally {
          clearInterval(beat);
        }
      },
    ],
  );
  return Object.fromEntries(beating) as A;
}
