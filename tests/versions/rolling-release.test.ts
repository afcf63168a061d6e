import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { currentBuild } from '#scripts/release/builds.ts';
import { inProject } from '#scripts/setup/places.mjs';
import { aSystem, type TestSystem } from '#tests/support/environment-start.ts';

// A clone of its own, whose files change while it runs, as by a `git pull`. The API is none: these tests are about which
// workflows the worker runs.
const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-rolling-'));
const clone = path.join(folder, 'clone');
const SOURCES = ['activities', 'contracts', 'platform', 'prisma', 'scripts', 'workflows', 'api'];
const FILES = ['package.json', 'package-lock.json', 'tsconfig.json', 'prisma.config.ts'];
const workflow = path.join(clone, 'workflows/order/order.ts');
let system: TestSystem;
let client: Client;

beforeAll(async () => {
  mkdirSync(path.join(clone, '.anjia'), { recursive: true });
  for (const name of [...SOURCES, ...FILES])
    cpSync(inProject(name), path.join(clone, name), { recursive: true });
  for (const name of ['node_modules', '.anjia/bin']) symlinkSync(inProject(name), path.join(clone, name));
  const api = path.join(folder, 'api.mjs');
  writeFileSync(
    api,
    "import http from 'node:http';\nhttp.createServer((_, answer) => answer.end()).listen(Number(process.env.PORT), () => process.send?.('ready'));\n",
  );
  const args = ['--no-web', '--no-seed'];
  system = await aSystem({ project: clone, args, env: { START_API_ENTRY: api } });
  client = new Client({ connection: await Connection.connect({ address: system.state().temporalAddress }) });
  // This API does not wait for it.
  await eventually('the first build is current', () =>
    currentBuild(client).then(
      () => true,
      () => false,
    ),
  );
}, 300_000);
afterAll(async () => {
  await client?.connection.close();
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

test('new workflow code → the new worker runs it, as a new build; the old code again → the first build again', async () => {
  const first = await currentBuild(client);
  const code = readFileSync(workflow, 'utf8');
  writeFileSync(workflow, `${code}export const NEWER = 'newer';\n`);
  await roll();
  const second = await currentBuild(client);
  expect(second).not.toBe(first);
  expect(readFileSync(path.join(system.state().logs, 'worker.log'), 'utf8')).toContain(second);
  // That build was replaced, but who does this wants it.
  writeFileSync(workflow, code);
  await roll();
  expect(await currentBuild(client)).toBe(first);
}, 300_000);

test('workflow code that cannot be bundled → it is said, and the old programs stay', async () => {
  const before = system.state();
  writeFileSync(workflow, "import 'no such module';\n");
  process.kill(before.pids.supervisor!, 'SIGUSR2');
  await eventually('it is said', () => system.printed().includes('nothing was replaced'));
  expect(system.state()).toEqual(before);
}, 120_000);

async function roll(): Promise<void> {
  const { rolls, pids } = system.state();
  process.kill(pids.supervisor!, 'SIGUSR2');
  await eventually('worker and API are replaced', () => system.state().rolls > rolls);
}

async function eventually(what: string, look: () => boolean | Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 110_000; !(await look()); await sleep(200))
    if (Date.now() > until) throw new Error(`Not within two minutes: ${what}\n${system.printed()}`);
}
