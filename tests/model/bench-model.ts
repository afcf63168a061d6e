import os from 'node:os';
import { openDatabase } from '#platform/database.ts';
import { defineTool } from '#scripts/prove/frame/tool.ts';
import { aModelDatabase } from './a-model-database.ts';
import { aStage } from './a-stage.ts';
import { type Difference, type Played, playSeed, type Stage, shrink, tellDifference } from './play.ts';

/** Plays cities until the operations are done or one differs, and shrinks what differs. */
export const benchModel = defineTool({
  about: 'random holds, choices, cancellations, moves, leave … against plain intervals',
  options: {
    operations: { kind: 'whole', help: 'how many in all', default: 100_000, atLeast: 1 },
    'per-world': { kind: 'whole', help: 'how many in one small city', default: 200, atLeast: 1 },
    seed: { kind: 'whole', help: "the first city's seed; the next one counts on", default: 1 },
    parallel: { kind: 'whole', help: 'cities at a time', default: 2, atLeast: 1 },
    minutes: { kind: 'decimal', help: 'stops then, says how far it came and exits with 1', default: 60 },
  },
  run: ({ values, say, complain, print }) => playMany(values, { say, complain, print }),
});

async function playMany(
  values: { operations: number; 'per-world': number; seed: number; parallel: number; minutes: number },
  printer: { say(line: string): void; complain(line: string): void; print(result: object): void },
): Promise<boolean> {
  const { operations, seed, parallel } = values;
  const server = await aModelDatabase();
  const database = openDatabase({ url: server.appUrl, max: 6, component: 'bench' });
  try {
    const stage = await aStage(database);
    const startedAt = Date.now();
    const played = await playAll(stage, {
      ...{ operations, perWorld: values['per-world'], seed, parallel },
      until: startedAt + values.minutes * 60_000,
      told: (done) => printer.say(`${done} of ${operations} operations, ${seconds(startedAt)} s`),
    });
    if (played.difference) printer.complain(tellDifference(await shrink(stage, played.difference)));
    const count = (kinds: Record<string, number>) => Object.values(kinds).reduce((sum, n) => sum + n, 0);
    const total = count(played.done) + count(played.refused);
    const ok = !played.difference && total >= operations;
    printer.print({
      ...{ bench: 'model', ok, operations: total, differences: played.difference ? 1 : 0 },
      ...{
        accepted: played.done,
        refused: played.refused,
        seed,
        seconds: seconds(startedAt),
      },
      load: os.loadavg().map((n) => Number(n.toFixed(1))),
    });
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
