import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { findNode } from '#scripts/setup/find-node.mjs';
import { aSystem, type SystemState, type TestSystem } from '#tests/support/environment-start.ts';

// Everything is real except the two programs of the order itself: these tests are about supervision.
const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-start-'));
const data = path.join(folder, 'own data');
const env = {
  START_API_ENTRY: path.join(folder, 'api.mjs'),
  START_WORKER_ENTRY: path.join(folder, 'worker.mjs'),
};
const args = ['--no-web', '--no-seed'];
let system: TestSystem;

beforeAll(async () => {
  writeFileSync(
    env.START_API_ENTRY,
    "import http from 'node:http';\nhttp.createServer((_, answer) => answer.end(process.version)).listen(Number(process.env.PORT));\n",
  );
  writeFileSync(env.START_WORKER_ENTRY, 'setInterval(() => undefined, 1000);\n');
  system = await aSystem({ data, args, env });
}, 120_000);
afterAll(async () => {
  await system?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function lives(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
const portOf = (address: string) => Number(address.split(':').at(-1));

async function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(socket.destroy() !== undefined));
    socket.on('error', () => resolve(false));
  });
}

async function rows(url: string, sql: string) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.query(sql)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function within(ms: number, met: () => Promise<boolean>) {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    if (await met().catch(() => false)) return true;
    await sleep(25);
  }
  return false;
}

const serves: Record<'api' | 'worker' | 'temporal' | 'postgres', (state: SystemState) => Promise<boolean>> = {
  api: async ({ url }) => (await fetch(url)).ok,
  worker: async ({ pids }) => process.kill(pids.worker ?? -1, 0),
  temporal: async ({ temporalAddress }) => listens(portOf(temporalAddress)),
  postgres: async ({ ownerUrl }) => (await rows(ownerUrl, 'SELECT 1')).length === 1,
};

describe('npm start', () => {
  test('the API runs on the Node that set-up chose for the servers, not on the one that runs npm', async () => {
    const chosen = execFileSync(await findNode(), ['--version'], { encoding: 'utf8' }).trim();
    expect(await (await fetch(system.state().url)).text()).toBe(chosen);
  });

  test('everything is up → migrated, one table printed, one file with addresses and pids', async () => {
    const state = system.state();
    const tables = await rows(state.databaseUrl, "SELECT to_regclass('outage') IS NOT NULL AS there");
    expect(tables).toEqual([{ there: true }]);
    for (const text of [state.url, state.temporalUi, state.logs]) expect(system.printed()).toContain(text);
    expect(new Set(Object.values(state.pids)).size).toBe(5);
  });

  test.each(['api', 'worker', 'temporal', 'postgres'] as const)(
    '%s is killed → runs again within 5 s on the same port, and the log says so',
    async (name) => {
      const before = system.state();
      process.kill(before.pids[name] ?? 0, 'SIGKILL');
      const back = async () => {
        const now = system.state();
        return now.pids[name] !== undefined && now.pids[name] !== before.pids[name] && serves[name](now);
      };
      expect(await within(5_000, back)).toBe(true);
      expect({ ...system.state(), pids: 0 }).toEqual({ ...before, pids: 0 });
      expect(system.printed()).toMatch(new RegExp(`${name} ended \\(SIGKILL\\)`));
      expect(readFileSync(path.join(before.logs, 'start.log'), 'utf8')).toContain(`${name} runs again`);
    },
  );

  test('what was written before PostgreSQL was killed → is there afterwards', async () => {
    const { ownerUrl, pids } = system.state();
    await rows(ownerUrl, "INSERT INTO heartbeat (component, last_at) VALUES ('test', now())");
    process.kill(pids.postgres ?? 0, 'SIGKILL');
    const there = async () =>
      (await rows(ownerUrl, "SELECT 1 FROM heartbeat WHERE component = 'test'")).length === 1;
    expect(await within(5_000, async () => system.state().pids.postgres !== pids.postgres && there())).toBe(
      true,
    );
  });

  test('a second start on the same data → refused with the way out, and nothing is disturbed', async () => {
    const before = system.state();
    await expect(aSystem({ data, args, env })).rejects.toThrow(/already runs.*\(pid \d+\)[\s\S]*--data/);
    expect(system.state()).toEqual(before);
  });

  test('the supervisor is killed → the next start ends what it left and goes on with the same data', async () => {
    const before = system.state();
    await system.stop('SIGKILL');
    expect(await serves.postgres(before)).toBe(true);
    system = await aSystem({ data, args, env });
    const after = system.state();
    expect(system.printed()).toContain(`ending postgres (pid ${before.pids.postgres})`);
    expect({ ...after, pids: 0 }).toEqual({ ...before, pids: 0 });
    // An API that lost its supervisor first finishes its requests.
    const left = () =>
      (['postgres', 'temporal', 'worker', 'api'] as const).filter((name) => lives(before.pids[name] ?? 0));
    for (const until = Date.now() + 20_000; left().length > 0 && Date.now() < until; ) await sleep(100);
    expect(left()).toEqual([]);
    expect(await rows(after.ownerUrl, "SELECT 1 FROM heartbeat WHERE component = 'test'")).toHaveLength(1);
  });

  test('the wished port is busy → the next free one is taken, and said', async () => {
    const busy = net.createServer().listen(0);
    await once(busy, 'listening');
    const { port } = busy.address() as net.AddressInfo;
    const other = await aSystem({ args: [...args, '--port', String(port)], env });
    expect(other.printed()).toContain(`port ${port} (web) is busy: taking ${portOf(other.state().url)}`);
    expect(portOf(other.state().url)).toBeGreaterThan(port);
    expect((await fetch(other.state().url)).ok).toBe(true);
    await other.stop();
    busy.close();
  });

  test('wrong settings → every wrong name at once, and nothing is started', async () => {
    const wrong = { DATABASE_URL: 'mysql://x', TEMPORAL_ADDRESS: 'nowhere', HEARTBEAT_MS: 'often' };
    const error = await aSystem({ args, env: { ...env, ...wrong } }).catch((reason: Error) => reason.message);
    for (const name of [...Object.keys(wrong), 'DATABASE_OWNER_URL']) expect(error).toContain(`${name}:`);
  });

  test('an interrupt → all programs end, and the lock is free', async () => {
    const { pids } = system.state();
    expect(await system.stop('SIGINT')).toBe(0);
    for (const pid of Object.values(pids)) expect(() => process.kill(pid ?? 0, 0)).toThrow();
    // A lock of a process that is gone holds up nobody, even when its pid belongs to somebody else by now.
    const stranger = spawn('sleep', ['60']);
    const foreign = { pid: stranger.pid, started: 'another time' };
    writeFileSync(
      path.join(data, 'lock.json'),
      JSON.stringify({ supervisor: foreign, children: { api: foreign } }),
    );
    system = await aSystem({ data, args, env });
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
  });
});
