import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { workflowBuild } from '#activities/worker/workflow-build.ts';
import { openCast } from '#scripts/prove/simulate/people.ts';
import { buildsOf, type LivedBy } from '#scripts/prove/upgrade/builds-of.ts';
import { currentBuild } from '#scripts/release/builds.ts';
import { type RolledBack, rollBack } from '#scripts/release/roll-back.ts';
import { bundleWorkflows } from '#scripts/setup/bundle-workflows.mjs';
import { type Ran, runCommand } from '#tests/kills/run-command.ts';
import { aSystem, type TestSystem } from '#tests/support/environment-start.ts';
import { anotherBuild, CHANGE } from './another-build.ts';
import { startWorker } from './start-worker.ts';

const ORDERS = 12;
const ORDER_WORKFLOWS = 'WorkflowType = "orderWorkflow"';

let system: TestSystem;
let client: Client;
let folder: string;
let newer: ReturnType<typeof startWorker> | undefined;
let older: ReturnType<typeof startWorker> | undefined;
const build = { old: '', new: '' };
let simulated: Ran;
let currentBeforeRollback: string;
let rolledBack: RolledBack;
let currentAfterRestart: string;
let lived: LivedBy[];

// People live their orders while a newer build comes, and is taken back; both builds' workers run side by side.
beforeAll(async () => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-versions-'));
  const bundle = await bundleWorkflows();
  const other = anotherBuild({ bundle, folder });
  build.old = (await workflowBuild(bundle)).buildId;
  build.new = (await workflowBuild(other)).buildId;
  system = await aSystem({ args: ['--no-web'] });
  const state = system.state();
  client = new Client({ connection: await Connection.connect({ address: state.temporalAddress }) });
  expect(await currentBuild(client)).toBe(build.old);

  const args = [
    '--url',
    state.url,
    '--orders',
    String(ORDERS),
    '--concurrency',
    '4',
    '--no-faults',
    '--json',
  ];
  const staying = await placeOrder(state.url);
  const simulation = runCommand('simulate', args);
  await eventually('orders are open', async () => (await count(`${ORDER_WORKFLOWS}`)) >= 4);
  newer = startWorker({ state, bundle: other });
  await eventually('the newer build is current', async () => (await currentBuild(client)) === build.new);
  await eventually(
    'an order has lived the change',
    async () =>
      (await count(
        `${ORDER_WORKFLOWS} AND ExecutionStatus = "Running" AND TemporalChangeVersion = "${CHANGE}"`,
      )) > 0,
  );
  await staying.choose();
  // A worker of the older build started anew, as for a rollback: it waits until it is asked.
  older = startWorker({ state, bundle, makeCurrent: false });
  await eventually('the older worker runs', async () => readFileSync(older!.log, 'utf8').includes(build.old));
  currentBeforeRollback = await currentBuild(client);
  rolledBack = await rollBack({ client, to: build.old });
  // As after a crash: what stays with the newer build needs its worker, and nothing else goes to it.
  await newer.stop();
  newer = startWorker({ state, bundle: other });
  await eventually('the newer worker is back', async () =>
    readFileSync(newer!.log, 'utf8').includes('this build was rolled back'),
  );
  currentAfterRestart = await currentBuild(client);
  await staying.cancel();
  simulated = await simulation;
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: ORDER_WORKFLOWS })) ids.push(workflowId);
  lived = await Promise.all(ids.map((workflowId) => buildsOf(client, workflowId)));
}, 400_000);

afterAll(async () => {
  await newer?.stop();
  await older?.stop();
  await client?.connection.close();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('every order was lived to its end through upgrade and rollback', () => {
  expect(simulated).toMatchObject({
    complaints: '',
    code: 0,
    last: { orders: ORDERS, closed: ORDERS, failed: 0 },
  });
});

test('open orders moved to the newer build, and those that had lived the change stayed with it', () => {
  expect(build.new).not.toBe(build.old);
  expect(currentBeforeRollback).toBe(build.new);
  expect(rolledBack).toMatchObject({ from: build.new, to: build.old });
  expect(rolledBack.pinned).toBeGreaterThan(0);
  const ways = lived.map(({ builds }) => builds.join(' '));
  // The one that stayed open all the time: upgraded while open, and closed by the newer build although the older was current again.
  expect(ways).toContain(`${build.old} ${build.new}`);
  // Placed after the rollback.
  expect(lived.filter(({ builds }) => builds.at(-1) === build.old).length).toBeGreaterThan(0);
});

test('the newer worker, started again after the rollback, did not undo it', () => {
  expect(currentAfterRestart).toBe(build.old);
});

test('no build met a history that it could not replay', () => {
  expect(lived.filter(({ nonDeterminism }) => nonDeterminism > 0)).toEqual([]);
  expect(lived).toHaveLength(ORDERS + 1);
});

test('nothing happened twice, nothing was lost, and workflows and database agree', async () => {
  const { databaseUrl, temporalAddress } = system.state();
  const args = ['--database-url', databaseUrl, '--temporal-address', temporalAddress, '--json'];
  const { code, last, complaints } = await runCommand('verify', args);
  expect({ complaints, last }).toMatchObject({ complaints: '', last: { orders: ORDERS + 1 } });
  expect(code).toBe(0);
}, 60_000);

/** An order that is open at every change of builds, however quickly the others are lived. */
async function placeOrder(url: string) {
  const cast = await openCast({ url });
  const customer = await cast.customer({ phone: '13700000099', name: '留白' });
  const { id: addressId } = await customer.call('addAddress', {
    body: { contactName: '留白', contactPhone: '13700000099', district: '370303', line: '人民路9号' },
  });
  // Working hours of the fifth day from now, in the city's time.
  const day = 86_400_000;
  const start = (Math.floor(Date.now() / day) + 5) * day;
  const { orderId } = await customer.call('placeOrder', {
    body: {
      ...{ serviceCode: 'dailyCleaning', addressId, quantity: 2 },
      windowStart: new Date(start).toISOString(),
      windowEnd: new Date(start + 8 * 3_600_000).toISOString(),
    },
  });
  const params = { orderId };
  await eventually(
    'it has a shortlist',
    async () => (await customer.call('order', { params })).shortlist.length > 0,
  );
  return {
    async choose() {
      const { shortlist } = await customer.call('order', { params });
      // The others may be faster with one of them.
      for (const { helper } of shortlist) {
        const chosen = await customer.call('chooseHelper', { params, body: { helperId: helper.id } }).then(
          () => true,
          () => false,
        );
        if (chosen) return;
      }
      throw new Error('Nobody of the shortlist could be chosen');
    },
    cancel: () => customer.call('cancelOrder', { params, body: { reason: 'changedMind' } }),
  };
}

const count = async (query: string): Promise<number> => (await client.workflow.count(query)).count;

async function eventually(what: string, look: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    if (await look().catch(() => false)) return;
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`Not within two minutes: ${what}`);
}
