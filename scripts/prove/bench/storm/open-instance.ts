import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
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
  /** As they are now: a program that was started again has another. */
  pidsNow?: () => Partial<Record<Program, number>>;
  stop(): Promise<void>;
}

/** The whole system as `npm start` runs it, with a data folder and ports of its own; `cluster`: on the real Temporal server. */
export async function openInstance(
  input: { temporal?: 'dev' | 'cluster'; env?: Record<string, string> } = {},
): Promise<Instance> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-storm-'));
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

/** The instance that a bench measures: one that runs already (a file that `--json-ready` wrote), which stays, or its own. */
export async function instanceOf(asked: {
  instance?: string | undefined;
  temporal: string;
}): Promise<Instance> {
  if (!asked.instance) return openInstance({ temporal: asked.temporal === 'dev' ? 'dev' : 'cluster' });
  return { ...JSON.parse(readFileSync(asked.instance, 'utf8')), stop: async () => undefined };
}

/** Nobody waits for the day of the visit: helpers may check in two months early. */
export async function visitsOnAnyDay(database: pg.Client): Promise<void> {
  await database.query(
    `UPDATE policy SET body = body || '{"checkInEarly": "60 days", "maxUnsigned": 10000}' WHERE key = 'standard'`,
  );
}
