import { asyncLocalStorage, type Context } from '@temporalio/activity';

const EVERY_MS = 1_000;

/**
 * An effect that takes longer than a moment says that its worker is alive, so that a killed one is noticed long before
 * the effect's own time is over, and a slow database is not taken for a death.
 */
export function withHeartbeats<A extends object>(activities: A): A {
  const beating = Object.entries(activities).map(
    ([name, run]: [string, (input: never) => Promise<unknown>]) => [
      name,
      async (input: never) => {
        // Without a context it is called directly, as tests do.
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
