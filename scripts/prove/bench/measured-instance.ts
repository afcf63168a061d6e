import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { startInstance } from '#scripts/start/start-instance.ts';

type Program = 'api' | 'worker' | 'temporal' | 'postgres';
export interface Instance {
  url: string;
  databaseUrl: string;
  ownerUrl?: string;
  temporalAddress?: string;
  logs?: string;
  data?: string;
  /** Unknown when somebody else started it. */
  pids?: Partial<Record<Program, number>>;
  /** The processes of now: a program that was restarted has another. */
  pidsNow?: () => Partial<Record<Program, number>>;
  stop(): Promise<void>;
}

/** The option of a bench that chooses the Temporal server. */
export const TEMPORAL = {
  temporal: {
    kind: 'text',
    help: 'or dev: the development server',
    default: 'cluster',
    oneOf: ['dev', 'cluster'],
  },
} as const;
/** The option of a bench that can measure an instance which runs already. */
export const INSTANCE = {
  instance: {
    kind: 'text',
    help: 'a file that npm run cluster wrote to --json-ready: measures that instance',
  },
} as const;

/** The whole system as `npm start` runs it, with a data folder and ports of its own; `cluster`: on the real Temporal server. */
export async function openInstance(
  input: { temporal?: 'dev' | 'cluster'; env?: Record<string, string> } = {},
): Promise<Instance> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-bench-'));
  const instance = await startInstance<Instance>({
    args: ['--data', path.join(folder, 'data'), '--no-web', '--temporal', input.temporal ?? 'dev'],
    env: input.env,
    readyFile: path.join(folder, 'ready.json'),
    // The real server may have to be built first.
    patienceMs: input.temporal === 'cluster' ? 2_700_000 : 240_000,
    clean: () => rmSync(folder, { recursive: true, force: true }),
  });
  return { ...instance.state(), pidsNow: () => instance.state().pids ?? {}, stop: instance.stop };
}

/**
 * An instance in which a visit can start on any day, and a connection of its owner. `instance` is the file of one that
 * runs already and stays; otherwise one is started and stopped.
 */
export async function openMeasured(asked: { instance?: string | undefined; temporal: 'dev' | 'cluster' }) {
  const instance: Instance = asked.instance
    ? { ...JSON.parse(readFileSync(asked.instance, 'utf8')), stop: async () => undefined }
    : await openInstance(asked);
  const database = new pg.Client({ connectionString: instance.ownerUrl ?? instance.databaseUrl });
  const close = async (): Promise<void> => {
    await database.end().catch(() => undefined);
    await instance.stop();
  };
  try {
    await database.connect();
    await visitsOnAnyDay(database);
    return { instance, database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Helpers may check in two months early, so that no bench waits for the day of the visit. */
async function visitsOnAnyDay(database: pg.Client): Promise<void> {
  await database.query(
    `UPDATE policy SET body = body || '{"departEarly": "60 days", "checkInEarly": "60 days", "maxUnsigned": 10000}' WHERE key = 'standard'`,
  );
}
