import type { Client } from '@temporalio/client';
import type { Stuck } from '#contracts/stuck.ts';
import type { Database } from '#platform/database.ts';

/** As for deadlines: who missed three heartbeats is silent. */
const MISSED_BEATS = 3;
/** A poll lasts up to a minute; a poller not seen for longer is gone. */
const POLL_MS = 90_000;

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

/** Nobody takes orders on: no worker lives, or none of the build that is current. */
export async function missingWorkers(input: {
  client: Client;
  database: Database;
  taskQueue: string;
  heartbeatMs: number;
  /** since when this process looks: what was before, nobody knows */
  from: Date;
}): Promise<Stuck[]> {
  const { lastAt, fresh } = await workerBeats(input.database, input.heartbeatMs);
  const since = (lastAt ?? input.from).toISOString();
  if (!fresh) return [{ kind: 'noPollers', orderId: null, reason: 'noHeartbeat', since }];
  const builds = await pollingBuilds(input.client, input.taskQueue);
  const wanted = builds.current;
  if (wanted === undefined || builds.polling.includes(wanted)) return [];
  return [{ kind: 'noPollers', orderId: null, reason: `currentBuildIdle: ${wanted.slice(0, 12)}`, since }];
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
