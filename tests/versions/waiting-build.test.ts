import { readFile } from 'node:fs/promises';
import { beforeEach, expect, test } from '@jest/globals';
import type { NativeConnection } from '@temporalio/worker';
import { joinBuilds } from '#activities/worker/builds/join-builds.ts';
import { marksIn } from '#activities/worker/builds/marks-in.ts';
import { workflowBundle } from '#tests/support/temporal.ts';
import { waitUntil } from '#tests/support/wait-until.ts';
import { PATCHES } from '#workflows/patches.ts';

let current: string;
/** Builds whose workers were seen. */
let polling: string[];
let taken: string[];
let stopping: AbortController;

const connection = {
  workflowService: {
    describeWorkerDeploymentVersion: async () => ({
      workerDeploymentVersionInfo: { metadata: { entries: {} } },
    }),
    updateWorkerDeploymentVersionMetadata: async () => ({}),
    describeWorkerDeployment: async () => ({
      workerDeploymentInfo: {
        routingConfig: { currentDeploymentVersion: { buildId: current } },
        versionSummaries: [{ deploymentVersion: { buildId: 'older' }, lastCurrentTime: { seconds: 1 } }],
      },
    }),
    describeTaskQueue: async () => ({
      pollers: polling.map((buildId) => ({
        lastAccessTime: { seconds: Date.now() / 1000 },
        deploymentOptions: { buildId },
      })),
      versioningInfo: { currentDeploymentVersion: { buildId: current } },
    }),
    setWorkerDeploymentCurrentVersion: async ({ buildId }: { buildId: string }) => {
      taken.push(buildId);
      current = buildId;
    },
  },
} as unknown as NativeConnection;

beforeEach(() => {
  current = 'newer';
  polling = ['newer', 'older'];
  taken = [];
  stopping = new AbortController();
});

const join = (buildId: string, idleMs = 1_000) =>
  joinBuilds({
    connection,
    namespace: 'default',
    taskQueue: 'orders',
    build: { buildId, workflowBundle: { code: '' } },
    wish: 'current',
    logger: { warn: () => undefined },
    stopping: stopping.signal,
    patience: { looksEveryMs: 10, idleMs },
  });
const pass = (ms: number) => new Promise((done) => setTimeout(done, ms));

test('a replaced build waits as long as the newer one has workers, and takes over when it has none', async () => {
  await join('older');
  await pass(200);
  expect(taken).toEqual([]);
  polling = ['older'];
  await pass(50);
  // A worker of the newer build that died is back: it counts anew.
  polling.push('newer');
  await pass(80);
  polling = ['older'];
  await pass(50);
  expect(taken).toEqual([]);
  await waitUntil('it takes over', () => taken.length > 0);
  expect(taken).toEqual(['older']);
});

test('a replaced build that stops while it waits → takes nothing', async () => {
  await join('older', 100);
  polling = [];
  stopping.abort();
  await pass(250);
  expect(taken).toEqual([]);
});

test('a build that was never current is a release: it takes over from one whose workers live', async () => {
  await join('newest');
  expect(taken).toEqual(['newest']);
});

test('a bundle tells the marks of its patched() calls, whatever its comments say', async () => {
  const call = (name: string, mark: string) =>
    `(0,_workflow__WEBPACK_IMPORTED_MODULE_0__.${name})('${mark}')`;
  const code = `if (${call('patched', 'b')}) x(); ${call('deprecatePatch', 'a')}; // patched('gone')`;
  expect(marksIn(`${code}\n${call('patched', 'b')}`)).toEqual(['a', 'b']);
});

test('what our own bundle tells is what workflows/patches.ts lists', async () => {
  const code = await readFile(workflowBundle().codePath, 'utf8');
  expect(marksIn(code)).toEqual(Object.keys(PATCHES).sort());
});
