import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { userCache } from '../setup/places.mjs';
import { run, say, step } from '../setup/progress.mjs';

// The version that the figures in docs/speed.md were measured with.
const VERSION = 'v1.32.0';
const MODULE = 'go.temporal.io/server';
const BUILD_LIMIT_MS = 40 * 60_000;

/** @typedef {{ server: string, sqlTool: string }} ClusterPrograms */

/**
 * The real Temporal server and the tool that knows its tables: from the settings, the user's cache, or built from
 * their Go module (about eight minutes on two cores, once).
 * @returns {Promise<ClusterPrograms>}
 */
export async function findServer() {
  const server = await find({ name: 'server', setting: 'ANJIA_TEMPORAL_SERVER_BIN', source: 'cmd/server' });
  const sqlTool = await find({ name: 'sql', setting: 'ANJIA_TEMPORAL_SQL_BIN', source: 'cmd/tools/sql' });
  return { server, sqlTool };
}

/** @param {{ name: string, setting: string, source: string }} program */
async function find({ name, setting, source }) {
  const exe = process.platform === 'win32' ? '.exe' : '';
  const configured = process.env[setting];
  if (configured) {
    if (!(await works(configured))) throw new Error(`${setting}=${configured} cannot be run.`);
    say(`✓ Temporal ${name}: ${configured} (configured path)`);
    return configured;
  }
  const cached = path.join(userCache(), `temporal-${name}-${VERSION}${exe}`);
  if (existsSync(cached) && (await works(cached))) {
    say(`✓ Temporal ${name}: ${cached} (user cache)`);
    return cached;
  }
  await build({ name, source, target: cached, file: `${path.basename(source)}${exe}` });
  return cached;
}

/** @param {{ name: string, source: string, target: string, file: string }} input */
async function build({ name, source, target, file }) {
  const wayOut =
    'Ways out: install Go 1.26 or newer (https://go.dev/dl), or set ANJIA_TEMPORAL_SERVER_BIN and ANJIA_TEMPORAL_SQL_BIN to ' +
    `programs of Temporal ${VERSION}, or use a cluster that runs: TEMPORAL_ADDRESS=host:port npm start`;
  await run({ file: 'go', args: ['version'], timeoutMs: 20_000 }).catch(() => {
    throw new Error(`No Go on this machine: the Temporal server is built from its Go module.\n${wayOut}`);
  });
  mkdirSync(path.dirname(target), { recursive: true });
  // Beside the target, so that the last step is one rename.
  const folder = mkdtempSync(path.join(path.dirname(target), 'build-'));
  const args = ['install', `${MODULE}/${source}@${VERSION}`];
  const env = { ...process.env, GOBIN: folder, GOFLAGS: '' };
  try {
    await step(`building Temporal ${name} ${VERSION} from its Go module (minutes, once)`, () =>
      run({ file: 'go', args, cwd: os.tmpdir(), env, timeoutMs: BUILD_LIMIT_MS }),
    );
    renameSync(path.join(folder, file), target);
  } catch (error) {
    const reason = /** @type {Error} */ (error).message.trim();
    throw new Error(`Temporal ${name} ${VERSION} could not be built: ${reason}\n${wayOut}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function works(file) {
  try {
    accessSync(file, constants.X_OK);
    return (await run({ file, args: ['--version'], timeoutMs: 20_000 })).includes(VERSION.slice(1));
  } catch {
    return false;
  }
}
