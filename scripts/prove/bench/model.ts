import os from 'node:os';
import { parseArgs } from 'node:util';
import { openDatabase } from '#platform/database.ts';
import { aStage } from '#tests/model/a-stage.ts';
import {
  type Difference,
  type Played,
  playSeed,
  type Stage,
  shrink,
  tellDifference,
} from '#tests/model/play.ts';
import { aBenchDatabase } from './bench-database.ts';

const HELP = `npm run bench -- model [options]: random holds, choices, cancellations, moves, leave … against plain intervals
  --operations 100000  how many in all
  --per-world 200      how many in one small city
  --seed 1             the first city's seed; the next one counts on
  --parallel 2         cities at a time
  --minutes 60         stops then, says how far it came and exits with 1
  --json               only the JSON line`;

/** Plays cities until the operations are done or one differs, and shrinks what differs. */
export async function benchModel(args: string[]): Promise<boolean> {
  const { values } = parseArgs({
    args,
    options: {
      operations: { type: 'string', default: '100000' },
      'per-world': { type: 'string', default: '200' },
      seed: { type: 'string', default: '1' },
      parallel: { type: 'string', default: '2' },
      minutes: { type: 'string', default: '60' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return true;
  }
  const operations = Number(values.operations);
  const server = await aBenchDatabase();
  const database = openDatabase({ url: server.appUrl, max: 6, component: 'bench' });
  try {
    const stage = await aStage(database);
    const startedAt = Date.now();
    const played = await playAll(stage, {
      ...{ operations, perWorld: Number(values['per-world']), seed: Number(values.seed) },
      ...{ parallel: Number(values.parallel), until: startedAt + Number(values.minutes) * 60_000 },
      told: (done) => {
        if (!values.json) console.error(`${done} of ${operations} operations, ${seconds(startedAt)} s`);
      },
    });
    if (played.difference) console.error(tellDifference(await shrink(stage, played.difference)));
    const count = (kinds: Record<string, number>) => Object.values(kinds).reduce((sum, n) => sum + n, 0);
    const total = count(played.done) + count(played.refused);
    const ok = !played.difference && total >= operations;
    console.log(
      JSON.stringify({
        ...{ bench: 'model', ok, operations: total, differences: played.difference ? 1 : 0 },
        ...{
          accepted: played.done,
          refused: played.refused,
          seed: Number(values.seed),
          seconds: seconds(startedAt),
        },
        load: os.loadavg().map((n) => Number(n.toFixed(1))),
      }),
    );
    return ok;
  } finally {
    await database.close();
    await server.stop();
  }
}

const seconds = (since: number): number => Math.round((Date.now() - since) / 100) / 10;

async function playAll(
  stage: Stage,
  input: {
    operations: number;
    perWorld: number;
    seed: number;
    parallel: number;
    until: number;
    told: (done: number) => void;
  },
): Promise<Played> {
  const total: Played = { done: {}, refused: {}, difference: null };
  let { seed } = input;
  let left = input.operations;
  const add = (to: Record<string, number>, from: Record<string, number>) => {
    for (const [kind, n] of Object.entries(from)) to[kind] = (to[kind] ?? 0) + n;
  };
  const one = async () => {
    while (left > 0 && !total.difference && Date.now() < input.until) {
      const operations = Math.min(left, input.perWorld);
      left -= operations;
      const played = await playSeed(stage, { seed: seed++, operations });
      add(total.done, played.done);
      add(total.refused, played.refused);
      total.difference ??= played.difference as Difference | null;
      input.told(input.operations - left);
    }
  };
  await Promise.all(Array.from({ length: input.parallel }, one));
  return total;
}
