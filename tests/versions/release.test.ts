import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { bundleWorkflowCode, DefaultLogger, Worker } from '@temporalio/worker';
import { joinBuilds } from '#activities/worker/builds/join-builds.ts';
import { versionOptions, type WorkflowBuild } from '#activities/worker/workflow-build.ts';
import { pinnedSubjects } from '#api/watch/pinned-subjects.ts';
import { CASE_WORKFLOW, ORDER_WORKFLOW, TASK_QUEUE } from '#contracts/names.ts';
import { readNotes } from '#platform/build-notes.ts';
import { searchAttributes } from '#platform/search-attributes.ts';
import { buildsOf } from '#scripts/prove/upgrade/builds-of.ts';
import { currentBuild, ofBuild } from '#scripts/release/builds.ts';
import { goForward } from '#scripts/release/go-forward.ts';
import { openSubject } from '#scripts/release/open-subjects.ts';
import { rollBack } from '#scripts/release/roll-back.ts';
import { localServer } from '#tests/support/temporal.ts';

// A real server and real workers; the order is the least one that can be marked. Each test goes on from the last.
const A = 'a'.repeat(32);
const B = 'b'.repeat(32);
const builds = {} as Record<'a' | 'b', WorkflowBuild>;
let server: Awaited<ReturnType<typeof localServer>>;
let client: Client;
let a: RunningWorker;
let b: RunningWorker;
const all: RunningWorker[] = [];

beforeAll(async () => {
  server = await localServer();
  client = server.client;
  const { code } = await bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('./marked-order.ts', import.meta.url)),
    logger: new DefaultLogger('ERROR'),
  });
  const older = code
    .replace(/\(0,\s*[\w.]+\.patched\)\('second'\)/, 'false')
    .replace('caseWorkflow: () =>', 'unknownThing: () =>');
  expect(older).not.toBe(code);
  builds.a = { workflowBundle: { code: older }, buildId: A };
  builds.b = { workflowBundle: { code }, buildId: B };
  a = await aWorker(builds.a);
}, 120_000);
afterAll(async () => {
  await Promise.all(all.map((one) => one.stop()));
  await server?.teardown();
}, 60_000);

test('a rollback: an order stays only when it has lived a step that the older build does not know', async () => {
  for (const id of ['fresh', 'first', 'second']) await start(id);
  await go('first');
  await lived('first', ['first']);
  b = await aWorker(builds.b);
  expect(await currentBuild(client)).toBe(B);
  await go('second');
  await go('second');
  await lived('second', ['first', 'second']);
  await eventually('the builds have told their marks', async () => {
    const [ofA, ofB] = await Promise.all([A, B].map((build) => readNotes(ofBuild(client, build))));
    return (
      JSON.stringify(ofA) === '{"marks":["first"],"workflows":["orderWorkflow"]}' &&
      JSON.stringify(ofB?.workflows) === '["caseWorkflow","orderWorkflow"]'
    );
  });

  expect(await rollBack({ client, to: A })).toEqual({ from: B, to: A, pinned: 1, returned: 2 });
  await eventually('the watch sees which order waits for which build', async () => {
    const [ofAll, ofOthers] = await Promise.all(
      [[A], [A, B]].map((without) => pinnedSubjects({ client, without })),
    );
    return (
      JSON.stringify([ofAll, ofOthers]) ===
      JSON.stringify([[{ caseId: null, orderId: 'second', build: B }], []])
    );
  });
  await go('first');
  await close('first');
  await close('fresh');
  const [fresh, first] = await Promise.all(['fresh', 'first'].map((id) => buildsOf(client, `order-${id}`)));
  expect(first).toMatchObject({ nonDeterminism: 0 });
  expect(first?.builds.at(-1)).toBe(A);
  expect(fresh).toMatchObject({ nonDeterminism: 0 });
}, 60_000);

test('workers of a build that was rolled back, started again → it stays back, and lives on what is pinned to it', async () => {
  await b.stop();
  for (const wish of ['current', 'insists'] as const) {
    b = await aWorker(builds.b, wish);
    expect(b.said.join()).toContain('this build was rolled back');
    expect(await currentBuild(client)).toBe(A);
    if (wish === 'current') await b.stop();
  }
  await close('second');
  expect((await buildsOf(client, 'order-second')).builds.at(-1)).toBe(B);
}, 60_000);

test('a subject that the older build does not know stays with the newer one, and its order until it has ended', async () => {
  await goForward({ client, to: B });
  for (const id of ['has-a-case', 'has-none']) await start(id);
  const workflowId = 'case-kept-1';
  const handle = await client.workflow.start(CASE_WORKFLOW, {
    ...{ workflowId, taskQueue: TASK_QUEUE },
    typedSearchAttributes: searchAttributes({ OrderId: 'has-a-case' }),
  });
  await eventually('the case runs', async () => (await handle.describe()).historyLength > 3);
  expect(await rollBack({ client, to: A })).toEqual({ from: B, to: A, pinned: 2, returned: 1 });
  expect(await openSubject(client, workflowId)).toMatchObject({ type: CASE_WORKFLOW, pinnedTo: B });
  expect(await openSubject(client, 'order-has-a-case')).toMatchObject({ marks: [], pinnedTo: B });
  await handle.signal('close');
  await handle.result();
  expect(await rollBack({ client, to: A })).toEqual({ from: B, to: A, pinned: 0, returned: 1 });
  for (const id of ['has-a-case', 'has-none']) await close(id);
  for (const id of ['case-kept-1', 'order-has-a-case', 'order-has-none'])
    expect(await buildsOf(client, id)).toMatchObject({ nonDeterminism: 0 });
}, 60_000);

test('forward → it is current again and may be so after the next start, too', async () => {
  expect(await goForward({ client, to: B })).toEqual({ from: A, to: B, pinned: 0, returned: 0 });
  expect(await readNotes(ofBuild(client, B))).toMatchObject({ marks: ['first', 'second'] });
  await b.stop();
  b = await aWorker(builds.b);
  expect(b.said).toEqual([]);
  expect(await currentBuild(client)).toBe(B);
}, 60_000);

test('a rollback that broke off after the switch → done again, it lets the rest go; once more, it does nothing', async () => {
  for (const id of ['one', 'two', 'three']) await start(id);
  await go('three');
  await go('three');
  await lived('three', ['first', 'second']);
  await expect(rollBack({ client: cutAfterSwitch(client), to: A })).rejects.toThrow('the line is cut');
  expect(await currentBuild(client)).toBe(A);
  const held = await Promise.all(['one', 'two', 'three'].map((id) => openSubject(client, `order-${id}`)));
  expect(held.map((order) => order?.pinnedTo)).toEqual([B, B, B]);
  expect(await rollBack({ client, to: A })).toEqual({ from: B, to: A, pinned: 1, returned: 2 });
  expect(await rollBack({ client, to: A })).toEqual({ from: B, to: A, pinned: 1, returned: 0 });
  for (const id of ['one', 'two', 'three']) await close(id);
  const ended = await Promise.all(['one', 'two', 'three'].map((id) => buildsOf(client, `order-${id}`)));
  expect(ended.map(({ builds: by }) => by.at(-1))).toEqual([A, A, B]);
  expect(ended.map(({ nonDeterminism }) => nonDeterminism)).toEqual([0, 0, 0]);
}, 90_000);

test('a build without workers → no rollback to it, and nothing is held', async () => {
  await start('untouched');
  const rolledBack = rollBack({ client, to: 'c'.repeat(32), workersWithinMs: 2_000 });
  await expect(rolledBack).rejects.toThrow(/No worker of build c+ runs/);
  expect(await openSubject(client, 'order-untouched')).toEqual({
    type: ORDER_WORKFLOW,
    marks: [],
    pinnedTo: undefined,
  });
  await close('untouched');
}, 60_000);

test('a worker of a replaced build that is started again → waits; started on purpose → takes over', async () => {
  await goForward({ client, to: B });
  await a.stop();
  a = await aWorker(builds.a);
  expect(a.said.join()).toContain('a newer build is current');
  expect(await currentBuild(client)).toBe(B);
  await a.stop();
  a = await aWorker(builds.a, 'insists');
  expect(await currentBuild(client)).toBe(A);
}, 60_000);

interface RunningWorker {
  said: string[];
  stop(): Promise<void>;
}

async function aWorker(
  build: WorkflowBuild,
  wish: 'current' | 'insists' = 'current',
): Promise<RunningWorker> {
  const worker = await Worker.create({
    connection: server.nativeConnection,
    taskQueue: TASK_QUEUE,
    workflowBundle: build.workflowBundle,
    ...versionOptions(build.buildId),
    // An order is read again at each task: what cannot be replayed shows at once.
    maxCachedWorkflows: 0,
  });
  const running = worker.run();
  const stopping = new AbortController();
  const said: string[] = [];
  let stopped = false;
  const one = {
    said,
    async stop() {
      if (stopped) return;
      stopped = true;
      stopping.abort();
      worker.shutdown();
      await running;
    },
  };
  all.push(one);
  await joinBuilds({
    connection: server.nativeConnection,
    namespace: 'default',
    taskQueue: TASK_QUEUE,
    build,
    wish,
    logger: { warn: (_, text) => void said.push(text) },
    stopping: stopping.signal,
  });
  return one;
}

/** As a line that breaks between the switch and letting the held orders go. */
function cutAfterSwitch(whole: Client): Client {
  let cut = false;
  const workflowService = new Proxy(whole.workflowService, {
    get(service, name) {
      if (name === 'setWorkerDeploymentCurrentVersion') cut = true;
      if (name === 'updateWorkflowExecutionOptions' && cut) throw new Error('the line is cut');
      const method = Reflect.get(service, name);
      return typeof method === 'function' ? method.bind(service) : method;
    },
  });
  return new Proxy(whole, {
    get: (one, name) => (name === 'workflowService' ? workflowService : Reflect.get(one, name)),
  });
}

const start = (id: string) =>
  client.workflow.start(ORDER_WORKFLOW, { workflowId: `order-${id}`, taskQueue: TASK_QUEUE });
const go = (id: string) => client.workflow.getHandle(`order-${id}`).signal('go');

async function close(id: string): Promise<void> {
  const handle = client.workflow.getHandle(`order-${id}`);
  await handle.signal('close');
  await handle.result();
}

const lived = (id: string, marks: string[]) =>
  eventually(`${id} has lived ${marks}`, async () => {
    const order = await openSubject(client, `order-${id}`);
    return [...(order?.marks ?? [])].sort().join() === marks.join();
  });

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 30_000; Date.now() < until; ) {
    if (await look()) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`Not within half a minute: ${what}`);
}
