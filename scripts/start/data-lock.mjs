import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { endProcess, identify, isAlive } from './processes.mjs';

/** @typedef {import('./processes.mjs').Identity} Identity */
/** @typedef {{ supervisor: Identity, url?: string, children: Record<string, Identity> }} Content */

/** PostgreSQL ends at once on SIGINT; on SIGTERM it would wait for its clients. */
const signals = { postgres: /** @type {const} */ ('SIGINT') };
/** Users of a service before the service itself. */
const order = ['api', 'worker', 'temporal', 'postgres'];

/**
 * One supervisor per data folder. What an earlier one left running when it was killed is ended first: two
 * servers on one SQLite file would both say nothing and both be wrong.
 * @param {{ folder: string, say: (text: string) => void }} input
 */
export async function lockData({ folder, say }) {
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'lock.json');
  const me = identify(process.pid);
  if (!me) throw new Error('This process cannot find itself.');
  /** @type {Content} */
  const content = { supervisor: me, children: {} };

  for (;;) {
    if (create(file, content)) break;
    const other = read(file);
    if (other && isAlive(other.supervisor)) {
      const where = other.url ? ` at ${other.url}` : '';
      throw new Error(
        `Anjia already runs on ${folder}${where} (pid ${other.supervisor.pid}).\n` +
          `Stop that one (Ctrl-C, or kill ${other.supervisor.pid}), or start another with --data <folder>.`,
      );
    }
    // Only one of two who see the same dead lock may take it away.
    const grave = `${file}.${process.pid}`;
    try {
      renameSync(file, grave);
    } catch {
      continue;
    }
    const dead = read(grave);
    if (dead && isAlive(dead.supervisor)) {
      renameSync(grave, file);
      continue;
    }
    // The lock is taken with its orphans in it: killed now, the next start still finds them.
    Object.assign(content.children, dead?.children);
    const mine = create(file, content);
    if (dead) await endOrphans({ dead, say });
    rmSync(grave, { force: true });
    content.children = {};
    if (mine) break;
  }

  const save = () => {
    writeFileSync(`${file}.new`, JSON.stringify(content, null, 2));
    renameSync(`${file}.new`, file);
  };
  return {
    /** @param {string} name @param {Identity | undefined} identity */
    setChild(name, identity) {
      if (identity) content.children[name] = identity;
      else delete content.children[name];
      save();
    },
    /** @param {string} url */
    setUrl(url) {
      content.url = url;
      save();
    },
    release: () => rmSync(file, { force: true }),
  };
}

/** @param {{ dead: Content, say: (text: string) => void }} input */
async function endOrphans({ dead, say }) {
  const known = Object.keys(dead.children).sort((a, b) => order.indexOf(a) - order.indexOf(b));
  for (const name of known) {
    const child = dead.children[name];
    if (!child || !isAlive(child)) continue;
    say(`ending ${name} (pid ${child.pid}), left over from a start that was killed`);
    const signal = signals[/** @type {keyof typeof signals} */ (name)] ?? 'SIGTERM';
    await endProcess({ process: child, signal, patienceMs: 5_000 });
  }
}

/** A link appears whole or not at all. @param {string} file @param {Content} content */
function create(file, content) {
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, JSON.stringify(content, null, 2));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** @param {string} file @returns {Content | undefined} */
function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
