import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from '../setup/places.mjs';
import { type Identity, isAlive } from './processes.mjs';

/** The folder of the data shows what started it. */
const FOLDERS = { start: 'data', cluster: 'cluster' } as const;
type InstanceName = keyof typeof FOLDERS;
const INSTANCE_NAMES = Object.keys(FOLDERS) as InstanceName[];

export interface RunningInstance {
  name: InstanceName;
  url: string;
  databaseUrl: string;
  temporalAddress: string;
}

/**
 * No instance to work with, or too many; the message says what to do.
 * @internal a test tells it from other errors
 */
export class NoInstance extends Error {
  override name = 'NoInstance';
}

/**
 * The instance of this checkout that runs now: `npm start` and `npm run cluster` write their addresses to a file. The
 * file of a dead instance is ignored: its ports may belong to somebody else.
 */
export function runningInstance(
  input: { asked?: string | undefined; folder?: string; alive?: (supervisor: Identity) => boolean } = {},
): RunningInstance {
  const { asked, folder = ownFolder, alive = isAlive } = input;
  if (asked !== undefined && !INSTANCE_NAMES.some((name) => name === asked))
    throw new NoInstance(`--instance ${asked}: ${INSTANCE_NAMES.join(' or ')}?`);
  const wanted = INSTANCE_NAMES.filter((name) => asked === undefined || name === asked);
  const running = wanted.filter((name) => runs(path.join(folder, FOLDERS[name]), alive));
  const instances = running.flatMap((name) => readState(path.join(folder, FOLDERS[name]), name) ?? []);
  if (instances.length > 1)
    throw new NoInstance(`Two instances run here, say which one: ${instances.map(say).join(', ')}.`);
  if (instances[0]) return instances[0];
  if (running.length > 0) throw new NoInstance(`What runs here (${running.join(', ')}) is not ready yet.`);
  const command = { start: 'npm start', cluster: 'npm run cluster' };
  throw new NoInstance(
    `No instance runs here: ${wanted.map((name) => command[name]).join(' or ')} starts one.`,
  );
}

const say = ({ name, url }: RunningInstance): string => `--instance ${name} (${url})`;

function runs(folder: string, alive: (supervisor: Identity) => boolean): boolean {
  const { supervisor } = readJson(path.join(folder, 'lock.json')) as { supervisor?: Identity };
  return supervisor !== undefined && alive(supervisor);
}

/** Written when everything is ready, and removed by the next start. */
function readState(folder: string, name: InstanceName): RunningInstance | undefined {
  const { url, databaseUrl, temporalAddress } = readJson(path.join(folder, 'state.json'));
  if (typeof url !== 'string' || typeof databaseUrl !== 'string' || typeof temporalAddress !== 'string')
    return undefined;
  return { name, url, databaseUrl, temporalAddress };
}

function readJson(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch {
    // Never started, or being written for the first time.
    return {};
  }
}
