import type { Activities } from '#activities/index.ts';
import type { Database } from '#platform/database.ts';
import { drawFrom, drawOperation, drawWorld } from './draw.ts';
import { createReference } from './reference.ts';
import { openWorld } from './system.ts';
import type { Operation, World } from './world.ts';

export interface Difference {
  seed: number;
  world: World;
  /** up to and with the one that went wrong */
  operations: Operation[];
  complaint: string;
}
export interface Played {
  /** by kind: how many the system did and how many it refused, as it should */
  done: Record<string, number>;
  refused: Record<string, number>;
  difference: Difference | null;
}
export interface Stage {
  database: Database;
  activities: Activities;
  customerId: string;
  /** what made activities throw */
  failures: unknown[];
}

/** Random operations in a new world; each is drawn from the current state. */
export function playSeed(stage: Stage, input: { seed: number; operations: number }): Promise<Played> {
  const draw = drawFrom(input.seed);
  const world = drawWorld(input.seed, draw);
  return play(stage, world, (n, reference) =>
    n < input.operations ? drawOperation(draw, reference) : undefined,
  );
}

/** The same operations again; those that make no sense any more are left out. */
export function replay(stage: Stage, world: World, operations: Operation[]): Promise<Played> {
  const left = [...operations];
  return play(stage, world, () => left.shift(), { skips: true });
}

async function play(
  stage: Stage,
  world: World,
  next: (n: number, reference: ReturnType<typeof createReference>) => Operation | undefined,
  { skips = false } = {},
): Promise<Played> {
  const reference = createReference(world);
  const system = await openWorld({ ...stage, world });
  const played: Played = { done: {}, refused: {}, difference: null };
  const operations: Operation[] = [];
  for (let drawn = 0; ; ) {
    const operation = next(operations.length, reference);
    if (!operation) return played;
    if (!reference.applies(operation)) {
      drawn += 1;
      if (!skips && drawn > 1_000) throw new Error(`World ${world.seed}: nothing can happen any more`);
      continue;
    }
    drawn = 0;
    operations.push(operation);
    const complaint = await step(operation);
    if (complaint) {
      played.difference = { seed: world.seed, world, operations, complaint };
      return played;
    }
  }

  async function step(operation: Operation): Promise<string | null> {
    try {
      const reply = await system.run(operation, reference);
      const count = reply.ok ? played.done : played.refused;
      count[operation.do] = (count[operation.do] ?? 0) + 1;
      return reference.judge(operation, reply) ?? reference.compare(await system.slots());
    } catch (error) {
      const cause = stage.failures.at(-1) ?? error;
      return `it threw: ${cause instanceof Error ? cause.stack : String(cause)}`;
    }
  }
}

/** Removes operations that the difference does not need: halves, quarters … single ones. */
export async function shrink(stage: Stage, found: Difference, withinMs = 60_000): Promise<Difference> {
  const until = Date.now() + withinMs;
  let smallest = found;
  for (let size = Math.ceil(found.operations.length / 2); size >= 1; size = Math.floor(size / 2)) {
    // The last operation is the one that shows the difference.
    for (let at = 0; at < smallest.operations.length - 1 && Date.now() < until; ) {
      const fewer = smallest.operations.filter(
        (_, n) => n < at || n >= Math.min(at + size, smallest.operations.length - 1),
      );
      const { difference } = await replay(stage, smallest.world, fewer);
      if (difference) smallest = difference;
      else at += size;
    }
  }
  return smallest;
}

/** The whole sequence in lines that a person can read and run again. */
export function tellDifference({ seed, world, operations, complaint }: Difference): string {
  const orders = [...new Set(operations.flatMap((o) => ('order' in o ? [o.order] : [])))];
  return [
    `Seed ${seed}: the system and the reference differ after ${operations.length} operations.`,
    `World begins ${new Date(world.start).toISOString()}; times are cells of 5 minutes.`,
    ...world.helpers.map((helper, n) => `helper ${n} ${JSON.stringify(helper)}`),
    ...orders.map((n) => `order ${n} ${JSON.stringify(world.orders[n])}`),
    ...operations.map((operation, n) => `${n + 1}. ${JSON.stringify(operation)}`),
    complaint,
  ].join('\n');
}
