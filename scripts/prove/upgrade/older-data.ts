import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { createClient } from '#contracts/client.ts';
import { currentBuild } from '#scripts/release/builds.ts';
import { type Cast, PATIENCE_MS } from '../simulate/people.ts';
import { type OpenCase, openCases } from './case-rows.ts';
import { bringToPlaces, type PlacedLife } from './placed-lives.ts';
import { historiesOf, type StoredHistory } from './replays.ts';
import { runScript } from './run-script.ts';

const SIMULATED = 8;

/** What an older version has left in the data folder when it is stopped. */
export interface OlderData {
  build: string;
  /** Closed orders that its own simulator lived. */
  closed: number;
  /** Lived on by the newer build. */
  staying: PlacedLife[];
  /** Lived on by the newer build for a step, and to the end by the older one after the rollback. */
  returning: PlacedLife[];
  cases: OpenCase[];
  histories: StoredHistory[];
}

export const catalogueOf = (url: string) =>
  createClient({ baseUrl: url, patienceMs: PATIENCE_MS })('catalogue', {});

/** Lives orders on the running older version: closed ones by its own simulator, open ones up to their places by ours. */
export async function makeOlderData(input: {
  project: string;
  url: string;
  cast: Cast;
  client: Client;
  database: pg.Pool;
  each: number;
  seed: number;
  run: string;
  say(line: string): void;
}): Promise<OlderData> {
  const { project, url, cast, client, database, each, seed, run, say } = input;
  say(`the older version lives ${SIMULATED} orders to their end by its own simulator`);
  const amount = ['--orders', String(SIMULATED), '--concurrency', '4', '--seed', String(seed)];
  const simulated = await runScript(project, 'simulate', ['--url', url, ...amount, '--json']);
  if (simulated.code !== 0)
    throw new Error(`The older version's simulator ended with ${simulated.code}:\n${simulated.complaints}`);

  const catalogue = await catalogueOf(url);
  const bring = async (name: string, offset: number) => {
    const lives = await bringToPlaces({
      ...{ cast, catalogue, each, run: `${run}-${name}`, seed: seed + offset },
    });
    say(`${lives.filter(({ reached }) => reached).length} of ${lives.length} orders are at their places`);
    return lives;
  };
  const staying = await bring('staying', 100);
  const returning = await bring('returning', 200);
  return {
    build: await currentBuild(client),
    closed: Number(simulated.last?.closed),
    staying,
    returning,
    cases: await openCases(database),
    histories: await historiesOf(
      client,
      staying.map(({ life }) => life.orderId).filter((id) => id !== ''),
    ),
  };
}
