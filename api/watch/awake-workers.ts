import type { Client } from '@temporalio/client';
import type { Stuck } from '#contracts/stuck.ts';
import type { Database } from '#platform/database.ts';

/** As for deadlines: who missed three heartbeats is silent. */
const MISSED_BEATS = 3;
/** A poll lasts up to a minute; a poller not seen for longer is gone. */
const POLL_MS = 90_000;
/** A worker that starts asks every part of the queue within this time. */
const SETTLES_MS = 20_000;

/** When the worker last said that it lives, and whether that is still to be believed. */
export async function workerBeats(
  database: Database,
  heartbeatMs: number,
): Promise<{ lastAt: Date | null; fresh: boolean }> {
  const [row] = await database.$queryRaw<{ lastAt: Date; fresh: boolean }[]>`
    SELECT last_at AS "lastAt",
      last_at > now() - make_interval(secs => ${(MISSED_BEATS * heartbeatMs) / 1000}::float8) AS fresh
    FROM heartbeat WHERE component = 'worker'`;
  return row ?? { lastAt: null, fresh: false };
}

/**
 * Nobody takes orders on: no worker lives, or none of the build that is current. A build that became current a moment
 * ago may not have asked the part of the queue that answers us yet, so it counts as idle only when it stays so.
 */
export function watchWorkers(input: {
  client: Client;
  database: Database;
  taskQueue: string;
  heartbeatMs: number;
}): () => Promise<Stuck[]> {
  // What was before this process looked, nobody knows.
  const from = new Date();
  let idle: { build: string; since: Date } | undefined;
  return async () => {
    const { lastAt, fresh } = await workerBeats(input.database, input.heartbeatMs);
    const missing = (reason: string, since: Date): Stuck[] => [
      { kind: 'noPollers', orderId: null, reason, since: since.toISOString() },
    ];
    if (!fresh) return missing('noHeartbeat', lastAt ?? from);
    const { current, polling } = await pollingBuilds(input.client, input.taskQueue);
    if (current === undefined || polling.includes(current)) {
      idle = undefined;
      return [];
    }
    if (idle?.build !== current) idle = { build: current, since: new Date() };
    if (Date.now() - idle.since.getTime() < SETTLES_MS) return [];
    return missing(`currentBuildIdle: ${current.slice(0, 12)}`, idle.since);
  };
}

/** The build that gets the tasks (undefined: nobody said), and the builds that ask for them. */
async function pollingBuilds(
  client: Client,
  taskQueue: string,
): Promise<{ current: string | undefined; polling: string[] }> {
  const { pollers, versioningInfo } = await client.workflowService.describeTaskQueue({
    namespace: client.options.namespace,
    taskQueue: { name: taskQueue },
    taskQueueType: 1,
  });
  const polling = (pollers ?? [])
    .filter(({ lastAccessTime }) => Date.now() - 1000 * Number(lastAccessTime?.seconds ?? 0) < POLL_MS)
    .map(({ deploymentOptions }) => deploymentOptions?.buildId ?? '');
  return { current: versioningInfo?.currentDeploymentVersion?.buildId ?? undefined, polling };
}
