import { runChaos } from './run-chaos.ts';
import type { Guard } from './take-guard-away.ts';

/** What has to be found when the guard is gone: one of these, else the run proves nothing about it. */
const FITTING: Record<Guard, string[]> = {
  key: ['secondNotices', 'secondCharges'],
  dedupe: ['differingOrders'],
  guard: ['overlappingBookings'],
  fence: ['secondWrites', 'secondFacts', 'versionsNotGrowing'],
};

/** How often the crowd that wants the same helpers comes at most. */
const CROWDS = 3;

export interface Control {
  without: Guard;
  /** The run failed, and for the right reason. */
  failedAsItMust: boolean;
  found: Record<string, number>;
}

/** One short run without each guard. No kills: what is missing shows when commits are lost and providers hang up. */
export async function runControls(input: {
  seed: number;
  guards: readonly Guard[];
  say(line: string): void;
}): Promise<Control[]> {
  const { say } = input;
  const controls: Control[] = [];
  for (const without of input.guards) {
    // Two bookings meet within milliseconds or they do not: a crowd may have to come again.
    const times = without === 'guard' ? CROWDS : 1;
    let control = await runWithout({ without, seed: input.seed, say });
    for (let more = 1; !control.failedAsItMust && more < times; more += 1)
      control = await runWithout({ without, seed: input.seed + more, say });
    controls.push(control);
  }
  return controls;
}

async function runWithout(input: {
  without: Guard;
  seed: number;
  say(line: string): void;
}): Promise<Control> {
  const { without, seed, say } = input;
  say(`without ${without}`);
  const crowded = without === 'guard';
  const lives = crowded ? { orders: 24, concurrency: 24 } : { orders: 12, concurrency: 6 };
  const { findings } = await runChaos(
    {
      ...{ ...lives, seed, scale: 1, without },
      ...{ kills: 0, pauses: 0, cuts: 0, losses: crowded || without === 'key' ? 0 : 12 },
      settleSeconds: crowded || without === 'key' ? 100 : 60,
    },
    say,
  );
  const found = Object.fromEntries(
    Object.entries(findings).flatMap(([check, { length }]) => (length > 0 ? [[check, length]] : [])),
  );
  const failedAsItMust = FITTING[without].some((check) => (found[check] ?? 0) > 0);
  say(`without ${without}: ${failedAsItMust ? 'failed as it must' : 'SAW NOTHING'} ${JSON.stringify(found)}`);
  return { without, failedAsItMust, found };
}
