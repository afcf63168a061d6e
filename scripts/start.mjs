import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { bringCluster } from './cluster/bring-cluster.mjs';
import { registerNamespace } from './cluster/register-namespace.mjs';
import { bundleWorkflows } from './setup/bundle-workflows.mjs';
import { inProject } from './setup/places.mjs';
import { setUp } from './setup.mjs';
import { awaitReady, giveUpWhenItFails } from './start/await-ready.mjs';
import { choosePorts } from './start/choose-ports.mjs';
import { lockData } from './start/data-lock.mjs';
import { followLogs } from './start/follow-logs.mjs';
import { openPostgres } from './start/postgres.mjs';
import { postgresHome } from './start/postgres-home.mjs';
import { printTable } from './start/print-table.mjs';
import { checkSettings, processEnv } from './start/process-env.mjs';
import { postgresProgram, temporalProgram, typescriptProgram } from './start/programs.mjs';
import { readOptions } from './start/read-options.mjs';
import { runToEnd } from './start/run-to-end.mjs';
import { readSecrets } from './start/secrets.mjs';
import { supervise } from './start/supervise.mjs';

// The whole system on one command: embedded servers (or real ones by settings), migrations, demo city, worker, API.
const startedAt = Date.now();
const options = readOptions(process.argv.slice(2));
const { data, logs } = options;
/** @type {Awaited<ReturnType<typeof lockData>> | undefined} */
let lock;
/** In the order of their start; they are stopped the other way round. @type {import('./start/supervise.mjs').Supervised[]} */
const running = [];
/** @type {Promise<void> | undefined} */
let ending;
/** @type {Promise<void> | undefined} */
let rolling;
/** How often worker and API were replaced by new ones. */
let rolls = 0;
/** @type {Record<string, unknown> | undefined} */
let ready;
/** What worker and API run on: made at the start, and anew when they are replaced. @type {{ env: Record<string, string | undefined>, node: string, bundle: string }} */
let release;

process.stdout.on('error', () => undefined);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => void end(0));
// Rolling restart: kill -USR2 <pid of the supervisor>. Windows knows no such signal.
if (process.platform !== 'win32') process.on('SIGUSR2', () => void roll());

try {
  await start();
} catch (error) {
  // Errors after Ctrl-C are its consequence.
  if (!ending) console.error(`\nStart stopped: ${/** @type {Error} */ (error).message}`);
  await end(1);
}

async function start() {
  const given = process.env;
  refuseMixed(given);
  const ownDevServer = !given.TEMPORAL_ADDRESS && !options.cluster;
  const { temporalBin, nodeBin } = await setUp({ temporal: ownDevServer, web: options.web, node: true });
  const usual = { web: 3000, postgres: 5433, temporal: 7233, temporalUi: 8233 };
  const placeholder = { secret: 'x'.repeat(32), ownerPassword: 'x', appPassword: 'x' };
  await checkSettings({ env: processEnv({ given, ports: usual, data, secrets: placeholder }) });

  mkdirSync(logs, { recursive: true });
  lock = await lockData({ folder: data, say });
  // What an earlier start wrote is no longer true.
  for (const file of [path.join(data, 'state.json'), options.readyFile])
    if (file) rmSync(file, { force: true });
  const secrets = readSecrets({ folder: data });
  const asked = options.port ?? (given.PORT ? Number(given.PORT) : undefined);
  const ports = await choosePorts({ folder: data, asked, anywhere: options.ownData, say });
  const env = processEnv({ given, ports, data, secrets });
  // No pages come with the real server.
  if (options.cluster && !given.TEMPORAL_UI_URL) env.TEMPORAL_UI_URL = undefined;
  const url = `http://localhost:${ports.web}`;
  lock.setUrl(url);

  const postgres = bringPostgres({ ports, secrets });
  const [bundle] = await Promise.all([
    given.WORKFLOW_BUNDLE || bundleWorkflows(),
    postgres.then(() => bringDatabase({ env })),
    options.cluster
      ? bringRealTemporal({ env, ports, secrets, postgres })
      : bringTemporal({ env, ports, bin: temporalBin }),
  ]);
  release = { env, node: nodeBin, bundle };
  keep('worker', () => workerProgram(ports.workerMetrics)());
  keep('api', () => apiProgram(ports.apiMetrics)());
  await awaitReady({ url, watched: running, logOf });

  const metrics = {
    api: `http://127.0.0.1:${ports.apiMetrics}/metrics`,
    worker: `http://127.0.0.1:${ports.workerMetrics}/metrics`,
  };
  ready = {
    url,
    temporalAddress: env.TEMPORAL_ADDRESS,
    temporalUi: env.TEMPORAL_UI_URL,
    databaseUrl: env.DATABASE_URL,
    ownerUrl: env.DATABASE_OWNER_URL,
    metrics,
    data,
    logs,
  };
  writeState();
  const database = given.DATABASE_URL ? new URL(given.DATABASE_URL).host : `127.0.0.1:${ports.postgres}`;
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  const temporalAddress = String(env.TEMPORAL_ADDRESS);
  printTable({
    url,
    temporalUi: env.TEMPORAL_UI_URL,
    metrics: `${metrics.api}  ${metrics.worker}`,
    temporalAddress,
    database,
    logs,
    seconds,
  });
  if (options.log) followLogs({ files: ['postgres', 'temporal', 'worker', 'api'].map(logOf) });
}

/** @param {number} metricsPort */
function workerProgram(metricsPort) {
  const { env, node, bundle } = release;
  // We start this code on purpose, so its build becomes current; a worker that ends and is started again was not wished for.
  const wished = !ready || rolling ? 'true' : undefined;
  return typescriptProgram({
    entry: process.env.START_WORKER_ENTRY || 'activities/worker.ts',
    env: {
      ...env,
      WORKFLOW_BUNDLE: bundle,
      MAKE_CURRENT: process.env.MAKE_CURRENT || wished,
      METRICS_PORT: String(metricsPort),
    },
    node,
    flags: ['--require', './activities/worker/without-call-stacks.cjs'],
  });
}

/** @param {number} metricsPort */
function apiProgram(metricsPort) {
  const { env, node } = release;
  return typescriptProgram({
    entry: process.env.START_API_ENTRY || 'api/main.ts',
    env: { ...env, METRICS_PORT: String(metricsPort) },
    node,
    kind: 'shares',
  });
}

/** @param {{ ports: { postgres: number }, secrets: { ownerPassword: string } }} input */
async function bringPostgres({ ports, secrets }) {
  if (process.env.DATABASE_URL) return;
  const home = await postgresHome({ folder: path.join(data, 'postgres') });
  for (const note of home.notes) say(note);
  const { ownerPassword } = secrets;
  const postgres = keep('postgres', postgresProgram({ home, port: ports.postgres, ownerPassword }));
  await openPostgres({ port: ports.postgres, ownerPassword, alive: () => failsNot(postgres) });
}

/** @param {{ env: Record<string, string | undefined> }} input */
async function bringDatabase({ env }) {
  await runToEnd({ entry: 'scripts/migrate.ts', env, logFile: logOf('migrate') });
  const seed = process.env.START_SEED_ENTRY || 'prisma/seed.ts';
  // A demo city is for development; a production database fills itself.
  if (options.seed && env.ANJIA_MODE === 'development' && existsSync(inProject(seed))) {
    await runToEnd({ entry: seed, env, logFile: logOf('seed') });
  }
}

/** @param {{ env: Record<string, string | undefined>, ports: { temporal: number, temporalUi: number }, bin?: string, own?: boolean }} input */
async function bringTemporal({ env, ports, bin, own = bin !== undefined }) {
  if (bin) keep('temporal', temporalProgram({ bin, port: ports.temporal, uiPort: ports.temporalUi, data }));
  const args = own ? ['--own'] : [];
  await runToEnd({ entry: 'scripts/start/prepare-temporal.ts', args, env, logFile: logOf('temporal-setup') });
}

/**
 * The real server, its tables in our PostgreSQL.
 * @param {Omit<Parameters<typeof bringCluster>[0], 'data'> & { env: Record<string, string | undefined> }} input
 */
async function bringRealTemporal({ env, ports, secrets, postgres }) {
  const command = await bringCluster({ data, ports, secrets, postgres });
  const temporal = keep('temporal', command);
  const address = String(env.TEMPORAL_ADDRESS);
  const namespace = String(env.TEMPORAL_NAMESPACE);
  await registerNamespace({ address, namespace, alive: () => failsNot(temporal) });
  await bringTemporal({ env, ports, own: true });
}

/** Orders live in two places, which must be of one kind. @param {NodeJS.ProcessEnv} given */
function refuseMixed(given) {
  if (options.cluster && (given.DATABASE_URL || given.TEMPORAL_ADDRESS))
    throw new Error('--temporal cluster brings its own servers: unset DATABASE_URL and TEMPORAL_ADDRESS.');
  const other = path.join(data, options.cluster ? 'temporal.db' : 'cluster');
  if (existsSync(other))
    throw new Error(`${data} belongs to the other kind of Temporal server (${path.basename(other)}).`);
}

/** @param {string} name @param {() => import('./start/supervise.mjs').Command} command */
function keep(name, command) {
  if (ending) throw new Error('stopping');
  const logFile = logOf(name);
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 20_000_000)
    renameSync(logFile, `${logFile}.1`);
  const child = supervise({
    name,
    logFile,
    command,
    say,
    // PostgreSQL would wait for its clients on SIGTERM.
    stopSignal: name === 'postgres' ? 'SIGINT' : 'SIGTERM',
    // A request may take 10 s to its answer.
    patienceMs: name === 'api' ? 20_000 : 10_000,
    onChange: (identity) => {
      lock?.setChild(name, identity);
      writeState();
    },
    onRetire: (identity) => lock?.setChild(`${name} (old)`, identity),
  });
  running.push(child);
  return child;
}

/** @param {import('./start/supervise.mjs').Supervised} child */
function failsNot(child) {
  giveUpWhenItFails(child, logOf(child.name));
  return true;
}

/**
 * Worker and API are replaced one after the other, without a pause, by what the folder holds now: packages, database
 * client, pages and workflows are made anew where they changed, migrations are applied. When that fails, the old ones
 * stay. We ourselves, and the servers, are what was started.
 */
function roll() {
  if (!ready || ending) return rolling;
  rolling ??= (async () => {
    try {
      await renew();
    } catch (error) {
      say(`nothing was replaced: ${/** @type {Error} */ (error).message}`);
      rolling = undefined;
      return;
    }
    for (const name of ['worker', 'api']) {
      const one = running.find((child) => child.name === name);
      await one?.replace();
      if (one && !ending) say(`${name} was replaced (pid ${one.pid()})`);
    }
    rolls += 1;
    rolling = undefined;
    writeState();
  })();
  return rolling;
}

async function renew() {
  const { nodeBin } = await setUp({ temporal: false, web: options.web, node: true });
  const bundle = process.env.WORKFLOW_BUNDLE || (await bundleWorkflows());
  // It only widens: the old programs go on with it.
  await runToEnd({ entry: 'scripts/migrate.ts', env: release.env, logFile: logOf('migrate') });
  release = { ...release, node: nodeBin, bundle };
}

/** For tests and other programs: where everything is, and which pids it has now. */
function writeState() {
  if (!ready || ending) return;
  const pids = Object.fromEntries(running.map((child) => [child.name, child.pid()]));
  const content = JSON.stringify({ ...ready, rolls, pids: { supervisor: process.pid, ...pids } }, null, 2);
  for (const file of [path.join(data, 'state.json'), options.readyFile]) {
    if (!file) continue;
    writeFileSync(`${file}.new`, content, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
}

/** @param {number} code */
function end(code) {
  ending ??= (async () => {
    if (running.length > 0) say('stopping …');
    for (const child of [...running].sort((a, b) => stopOrder(a) - stopOrder(b))) await child.stop();
    lock?.release();
    if (running.length > 0) say('stopped');
    process.exit(code);
  })();
  return ending;
}

/** @param {import('./start/supervise.mjs').Supervised} child */
function stopOrder(child) {
  return ['api', 'worker', 'temporal', 'postgres'].indexOf(child.name);
}

/** @param {string} name */
function logOf(name) {
  return path.join(logs, `${name}.log`);
}

/** @param {string} text */
function say(text) {
  const line = `${new Date().toISOString().slice(11, 19)} ${text}`;
  console.log(line);
  if (existsSync(logs)) appendFileSync(logOf('start'), `${line}\n`);
}
