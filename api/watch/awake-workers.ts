import type { Client } from '@temporalio/client';
import type { Stuck } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { pollingBuilds, SETTLES_MS } from '#platform/polling-builds.ts';
import { sql } from '#platform/sql.ts';
import { pinnedSubjects } from './pinned-subjects.ts';
import type { SubjectRef } from './subject-ref.ts';

/** As for deadlines: a component is down after three missed heartbeats. */
const MISSED_BEATS = 3;

/** The worker's last heartbeat, and whether it is recent enough. */
export async function workerBeats(
  database: Database,
  heartbeatMs: number,
): Promise<{ lastAt: Date | null; fresh: boolean }> {
  const [row] = await database.query<{ lastAt: Date; fresh: boolean }>(sql`
    SELECT last_at AS "lastAt",
      last_at > now() - make_interval(secs => ${(MISSED_BEATS * heartbeatMs) / 1000}::float8) AS fresh
    FROM heartbeat WHERE component = 'worker'`);
  return row ?? { lastAt: null, fresh: false };
}

const ALL: SubjectRef = { orderId: null, caseId: null };

/**
 * No worker processes orders: none runs, none of the current build, or none of a build that orders or cases are pinned
 * to; each missing build is named. A build that became current a moment ago may not have polled the partition of the
 * queue that answers us yet, so a build counts as missing only when it stays so.
 */
export function watchWorkers(input: {
  client: Client;
  database: Database;
  taskQueue: string;
  heartbeatMs: number;
}): () => Promise<Stuck[]> {
  const { client, database, taskQueue, heartbeatMs } = input;
  const { workflowService } = client;
  // The time before this process started is unknown.
  const from = new Date();
  /** Builds that are needed and have no workers, and since when. */
  let idle = new Map<string, Date>();
  return async () => {
    const { lastAt, fresh } = await workerBeats(database, heartbeatMs);
    const missing = (reason: string, since: Date, ref: SubjectRef = ALL): Stuck => ({
      kind: 'noPollers',
      ...ref,
      reason,
      since: since.toISOString(),
    });
    if (!fresh) return [missing('noHeartbeat', lastAt ?? from)];
    const { namespace } = client.options;
    const { current, polling } = await pollingBuilds({ workflowService, namespace, taskQueue });
    const pinned = await pinnedSubjects({ client, without: polling });
    const needed = [...(current === undefined ? [] : [current]), ...pinned.map(({ build }) => build)];
    const now = new Date();
    idle = new Map(
      needed
        .filter((build) => !polling.includes(build))
        .map((build) => [build, idle.get(build) ?? now] as const),
    );
    const idleSince = (build: string | undefined): Date | undefined => {
      const since = build === undefined ? undefined : idle.get(build);
      return since && now.getTime() - since.getTime() >= SETTLES_MS ? since : undefined;
    };
    const since = idleSince(current);
    const found = since ? [missing(`currentBuildIdle: ${current?.slice(0, 12)}`, since)] : [];
    for (const { build, ...ref } of pinned) {
      const waits = idleSince(build);
      if (waits) found.push(missing(`pinnedBuildIdle: ${build.slice(0, 12)}`, waits, ref));
    }
    return found;
  };
}
