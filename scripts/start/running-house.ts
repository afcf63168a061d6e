import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ownFolder } from '../setup/places.mjs';
import { type Identity, isAlive } from './processes.mjs';

/** The folder of its data tells what started it. */
const FOLDERS = { start: 'data', cluster: 'cluster' } as const;
type HouseName = keyof typeof FOLDERS;
const HOUSE_NAMES = Object.keys(FOLDERS) as HouseName[];

export interface RunningHouse {
  name: HouseName;
  url: string;
  databaseUrl: string;
  temporalAddress: string;
}

/**
 * No house to work with, or too many; the message says what to do.
 * @internal a test tells it from other errors
 */
export class NoHouse extends Error {
  override name = 'NoHouse';
}

/**
 * The house of this checkout that runs now: `npm start` and `npm run cluster` write down where everything is. What a
 * dead one left there does not count: its ports may be somebody else's.
 */
export function runningHouse(
  input: { asked?: string | undefined; folder?: string; alive?: (supervisor: Identity) => boolean } = {},
): RunningHouse {
  const { asked, folder = ownFolder, alive = isAlive } = input;
  if (asked !== undefined && !HOUSE_NAMES.some((name) => name === asked))
    throw new NoHouse(`--house ${asked}: ${HOUSE_NAMES.join(' or ')}?`);
  const wanted = HOUSE_NAMES.filter((name) => asked === undefined || name === asked);
  const running = wanted.filter((name) => runs(path.join(folder, FOLDERS[name]), alive));
  const houses = running.flatMap((name) => readState(path.join(folder, FOLDERS[name]), name) ?? []);
  if (houses.length > 1)
    throw new NoHouse(`Two houses run here, say which one: ${houses.map(say).join(', ')}.`);
  if (houses[0]) return houses[0];
  if (running.length > 0) throw new NoHouse(`What runs here (${running.join(', ')}) is not ready yet.`);
  const command = { start: 'npm start', cluster: 'npm run cluster' };
  throw new NoHouse(`No house runs here: ${wanted.map((name) => command[name]).join(' or ')} starts one.`);
}

const say = ({ name, url }: RunningHouse): string => `--house ${name} (${url})`;

function runs(folder: string, alive: (supervisor: Identity) => boolean): boolean {
  const { supervisor } = readJson(path.join(folder, 'lock.json')) as { supervisor?: Identity };
  return supervisor !== undefined && alive(supervisor);
}

/** Written when all is ready, and taken away by the next start. */
function readState(folder: string, name: HouseName): RunningHouse | undefined {
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
