import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { inTime } from './in-time.ts';
import { sql } from './sql.ts';

export type Heartbeat = { stop(): Promise<void> };

type Input = {
  database: Pick<Database, 'execute'>;
  component: string;
  everyMs: number;
  /** A heartbeat is written only if the process can do its work. */
  healthy?: () => Promise<boolean>;
  logger?: Pick<Logger, 'warn' | 'info'>;
};

/**
 * Writes heartbeats of this component to the database. The first one after a gap of more than three intervals records
 * the gap as an outage, so that a deadline inside it can move.
 */
export function startHeartbeat(input: Input): Heartbeat {
  let stopped = false;
  let silent = false;
  let wake = () => {};

  const loop = (async () => {
    while (!stopped) {
      const startedAt = Date.now();
      const alive = await beat(input).catch((error: unknown) => error as Error);
      if (alive !== true && !silent)
        input.logger?.warn({ err: alive || undefined }, 'heartbeat is not written');
      if (alive === true && silent) input.logger?.info('heartbeat is written again');
      silent = alive !== true;
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, Math.max(0, startedAt + input.everyMs - Date.now()));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  })();

  return {
    async stop() {
      stopped = true;
      wake();
      await loop;
    },
  };
}

async function beat(input: Input): Promise<boolean> {
  const limitMs = Math.max(5_000, 2 * input.everyMs);
  // A hanging connection must not stop the heartbeat for ever.
  const within = <T>(work: PromiseLike<T>): Promise<T> =>
    inTime(work, limitMs, `no answer within ${limitMs} ms`);
  if (input.healthy && !(await within(input.healthy()))) return false;
  const gapSeconds = (3 * input.everyMs) / 1000;
  // The row lock in `previous` is taken before the update, so two processes of one component never record
  // the same gap twice.
  await within(
    input.database.execute(sql`
      WITH previous AS (
        SELECT last_at FROM heartbeat WHERE component = ${input.component} FOR UPDATE
      ), now_alive AS (
        INSERT INTO heartbeat AS h (component, last_at)
        SELECT ${input.component}, now() FROM (SELECT count(*) FROM previous) AS seen
        ON CONFLICT (component) DO UPDATE SET last_at = greatest(h.last_at, excluded.last_at)
      )
      INSERT INTO outage (component, from_at, to_at)
      SELECT ${input.component}, last_at, now() FROM previous
      WHERE now() - last_at > make_interval(secs => ${gapSeconds}::double precision)`),
  );
  return true;
}
