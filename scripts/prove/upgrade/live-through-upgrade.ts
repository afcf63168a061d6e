import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { currentBuild, switchTo } from '#scripts/release/builds.ts';
import { countsOf, type Report, verifyInstance } from '#scripts/verify/verify-instance.ts';
import { openCast } from '../simulate/people.ts';
import { buildsOfAll, type LivedBy } from './builds-of.ts';
import { type OpenCase, openCases } from './case-rows.ts';
import { type Instance, startCheckout } from './instance.ts';
import { keptBack } from './kept-back.ts';
import { decideTheRest, rollBackTo, unattendedAfterSweep } from './newer-life.ts';
import { catalogueOf, makeOlderData, type OlderData } from './older-data.ts';
import { bringToPlaces, oneStepOn, type PlacedLife, toTheEnd } from './placed-lives.ts';
import { PLACES } from './places.ts';
import { plainSwitch } from './plain-switch.ts';

export interface Lived {
  older: OlderData;
  newerBuild: string;
  /** Placed on the newer version, open at the rollback. */
  later: PlacedLife[];
  unattended: OpenCase[];
  rollback: { pinned: number; returned: number };
  /** Orders without a mark that the rollback kept for their adopted case. Undefined: they could go. */
  kept: number | undefined;
  undecided: OpenCase[];
  /** Before the rollback, and of everything. */
  tasks: { upgraded: LivedBy[]; all: LivedBy[] };
  /** The control: failed tasks when the older build is made current plainly. Undefined: it can run everything. */
  failedByPlainSwitch: number | undefined;
  verified: ReturnType<typeof countsOf>;
  violations: Report['violations'];
}

/** Data of an older version, this version on the same data, and the way back; everything is ended when it answers. */
export async function liveThroughUpgrade(input: {
  project: string;
  folder: string;
  each: number;
  seed: number;
  say(line: string): void;
  complain(line: string): void;
}): Promise<Lived> {
  const { project, folder, each, seed, say, complain } = input;
  const data = path.join(folder, 'data');
  const run = randomUUID().slice(0, 6);
  say('starting the older version');
  const older = await withInstance({ project, data, readyFile: path.join(folder, 'older.json') }, (on) =>
    makeOlderData({ ...on, url: on.instance.state().url, project, each, seed, run, say }),
  );
  say('starting this version on the same data');
  return withInstance({ data, readyFile: path.join(folder, 'newer.json') }, async (on) => {
    const { instance, client, database, cast } = on;
    const state = instance.state();
    const newerBuild = await currentBuild(client);
    const unattended = await unattendedAfterSweep(client, database);
    say('this version lives the orders on');
    const catalogue = await catalogueOf(state.url);
    const later = await bringToPlaces({ cast, catalogue, run: `${run}-later`, each, seed: seed + 300 });
    await oneStepOn(older.returning);
    await toTheEnd(older.staying);
    const upgraded = await buildsOfAll(client);

    /** An order opens a case on the newer build, and the older one is made current. */
    const switchPlainly = async () => {
      await switchTo(client, newerBuild);
      const places = PLACES.filter(({ opens }) => opens === 'callback');
      const input = { cast, catalogue, run: `${run}-plain`, places, each: 1, seed: seed + 400 };
      const [placed] = await bringToPlaces(input);
      const { orderId } = placed!.life;
      return plainSwitch({ client, older: older.build, newer: newerBuild, orderId });
    };

    say('rolling back to the older build');
    const { worker, ...rollback } = await rollBackTo({ build: older.build, project, state });
    try {
      const kept = await keptBack({
        ...{ client, lives: older.returning, cases: await openCases(database) },
        builds: { older: older.build, newer: newerBuild },
      });
      await toTheEnd([...older.returning, ...later]);
      const undecided = await decideTheRest(cast, database, complain);
      const report = await verifyInstance({ databaseUrl: state.databaseUrl, client });
      const all = await buildsOfAll(client);
      const failedByPlainSwitch = rollback.pinned > 0 ? await switchPlainly() : undefined;
      return {
        failedByPlainSwitch,
        ...{ older, newerBuild, later, unattended, rollback, kept, undecided, tasks: { upgraded, all } },
        ...{ verified: countsOf(report), violations: report.violations },
      };
    } finally {
      await worker.stop();
    }
  });
}

interface On {
  instance: Instance;
  client: Client;
  database: pg.Pool;
  cast: Awaited<ReturnType<typeof openCast>>;
}

async function withInstance<T>(
  input: Parameters<typeof startCheckout>[0],
  work: (on: On) => Promise<T>,
): Promise<T> {
  const instance = await startCheckout(input);
  const { url, temporalAddress, databaseUrl } = instance.state();
  const database = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  database.on('error', () => undefined);
  const connection = await Connection.connect({ address: temporalAddress });
  try {
    const cast = await openCast({ url });
    return await work({ instance, client: new Client({ connection }), database, cast });
  } finally {
    await connection.close();
    await database.end();
    await instance.stop();
  }
}
