import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type pg from 'pg';
import { startHouse } from '#scripts/start/start-house.ts';

type Program = 'api' | 'worker' | 'temporal' | 'postgres';
export interface House {
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
export async function openHouse(
  input: { temporal?: 'dev' | 'cluster'; env?: Record<string, string> } = {},
): Promise<House> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-storm-'));
  const house = await startHouse<House>({
    args: ['--data', path.join(folder, 'data'), '--no-web', '--temporal', input.temporal ?? 'dev'],
    env: input.env,
    readyFile: path.join(folder, 'ready.json'),
    // The real server may have to be built first.
    patienceMs: input.temporal === 'cluster' ? 2_700_000 : 240_000,
    clean: () => rmSync(folder, { recursive: true, force: true }),
  });
  return { ...house.state(), pidsNow: () => house.state().pids ?? {}, stop: house.stop };
}

/** The house that a bench measures: one that runs already (a file that `--json-ready` wrote), which stays, or its own. */
export async function houseOf(asked: { house?: string | undefined; temporal: string }): Promise<House> {
  if (!asked.house) return openHouse({ temporal: asked.temporal === 'dev' ? 'dev' : 'cluster' });
  return { ...JSON.parse(readFileSync(asked.house, 'utf8')), stop: async () => undefined };
}

/** Nobody waits for the day of the visit: helpers may check in two months early. */
export async function visitsOnAnyDay(database: pg.Client): Promise<void> {
  await database.query(
    `UPDATE policy SET body = body || '{"checkInEarly": "60 days", "maxUnsigned": 10000}' WHERE key = 'standard'`,
  );
}
