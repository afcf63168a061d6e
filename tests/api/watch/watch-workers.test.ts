import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { watchWorkers } from '#api/watch/awake-workers.ts';
import type { Database } from '#platform/database.ts';

const NEW_BUILD = 'b'.repeat(32);
const OLD_BUILD = 'a'.repeat(32);
const CASE = '00000000-0000-4000-8000-00000000ca5e';
let beat: { lastAt: Date; fresh: boolean } | undefined;
let polling: { build: string; secondsAgo: number }[];
/** Workflows that a rollback left with a build. */
let pinned: { workflowId: string; build: string }[];
let look: () => Promise<{ reason: string; since: string }[]>;

beforeEach(() => {
  jest.useFakeTimers({ now: Date.parse('2026-11-23T01:00:00Z') });
  beat = { lastAt: new Date(), fresh: true };
  polling = [];
  pinned = [];
  const client = {
    options: { namespace: 'default' },
    workflow: {
      list: async function* ({ query }: { query: string }) {
        for (const { workflowId, build } of pinned.filter(
          (one) => !query.includes(`!= "anjia:${one.build}"`),
        ))
          yield {
            workflowId,
            searchAttributes: { TemporalWorkerDeploymentVersion: [`anjia:${build}`] },
          };
      },
    },
    workflowService: {
      describeTaskQueue: async () => ({
        pollers: polling.map(({ build, secondsAgo }) => ({
          lastAccessTime: { seconds: Math.floor(Date.now() / 1000) - secondsAgo },
          deploymentOptions: { buildId: build },
        })),
        versioningInfo: { currentDeploymentVersion: { buildId: NEW_BUILD } },
      }),
    },
  } as unknown as Client;
  const database = { query: async () => (beat ? [beat] : []) } as unknown as Database;
  look = watchWorkers({ client, database, taskQueue: 'orders', heartbeatMs: 5_000 });
});
afterEach(() => void jest.useRealTimers());

const pass = (seconds: number): void => void jest.advanceTimersByTime(seconds * 1000);

test('a build that became current is not missed while it starts to ask', async () => {
  polling = [{ build: OLD_BUILD, secondsAgo: 1 }];
  expect(await look()).toEqual([]);
  pass(19);
  expect(await look()).toEqual([]);
  polling.push({ build: NEW_BUILD, secondsAgo: 0 });
  expect(await look()).toEqual([]);
  // It counts anew.
  polling = [{ build: OLD_BUILD, secondsAgo: 1 }];
  pass(5);
  expect(await look()).toEqual([]);
});

test('a current build that nobody runs is told after twenty seconds, although another build lives', async () => {
  polling = [{ build: OLD_BUILD, secondsAgo: 1 }];
  await look();
  pass(20);
  expect(await look()).toEqual([
    {
      kind: 'noPollers',
      orderId: null,
      caseId: null,
      reason: `currentBuildIdle: ${NEW_BUILD.slice(0, 12)}`,
      since: '2026-11-23T01:00:00.000Z',
    },
  ]);
});

test('orders and cases pinned to a build that nobody runs are told by name, however well the current one runs', async () => {
  polling = [{ build: NEW_BUILD, secondsAgo: 1 }];
  const gone = 'c'.repeat(32);
  pinned = [
    { workflowId: 'order-ONE', build: gone },
    { workflowId: `case-${CASE}-1`, build: gone },
    { workflowId: 'order-TWO', build: NEW_BUILD },
  ];
  expect(await look()).toEqual([]);
  pass(20);
  polling = [{ build: NEW_BUILD, secondsAgo: 1 }];
  const waits = { reason: `pinnedBuildIdle: ${gone.slice(0, 12)}`, since: '2026-11-23T01:00:00.000Z' };
  expect(await look()).toEqual([
    { kind: 'noPollers', orderId: 'ONE', caseId: null, ...waits },
    { kind: 'noPollers', orderId: null, caseId: CASE, ...waits },
  ]);
  polling.push({ build: gone, secondsAgo: 0 });
  expect(await look()).toEqual([]);
});

test('who has not asked for longer than a poll lasts is gone', async () => {
  polling = [{ build: NEW_BUILD, secondsAgo: 89 }];
  expect(await look()).toEqual([]);
  pass(2);
  polling = [{ build: NEW_BUILD, secondsAgo: 91 }];
  expect(await look()).toEqual([]);
  pass(20);
  expect(await look()).toHaveLength(1);
});

test('no worker that lives is told at once', async () => {
  beat = { lastAt: new Date('2026-11-23T00:59:00Z'), fresh: false };
  expect(await look()).toMatchObject([{ reason: 'noHeartbeat', since: '2026-11-23T00:59:00.000Z' }]);
  beat = undefined;
  expect(await look()).toMatchObject([{ reason: 'noHeartbeat', since: '2026-11-23T01:00:00.000Z' }]);
});
