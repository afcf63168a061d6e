import { runChaos } from './run-chaos.ts';
import type { Guard } from './take-guard-away.ts';

/** What has to be found when the guard is gone: one of these, else the run proves nothing about it. */
const FITTING: Record<Guard, string[]> = {
  key: ['secondNotices', 'secondCharges'],
  dedupe: ['openOrders'],
  guard: ['overlappingBookings'],
  fence: ['secondWrites', 'secondFacts', 'versionsNotGrowing'],
};

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
  const controls: Control[] = [];
  for (const without of input.guards) {
    input.say(`without ${without}`);
    const crowded = without === 'guard';
    const { findings } = await runChaos(
      {
        ...{ orders: 12, concurrency: crowded ? 12 : 6, seed: input.seed, scale: 1, without },
        ...{ kills: 0, pauses: 0, cuts: 0, losses: crowded || without === 'key' ? 0 : 12 },
        settleSeconds: crowded || without === 'key' ? 100 : 60,
      },
      input.say,
    );
    const found = Object.fromEntries(
      Object.entries(findings).flatMap(([check, { length }]) => (length > 0 ? [[check, length]] : [])),
    );
    const failedAsItMust = FITTING[without].some((check) => (found[check] ?? 0) > 0);
    controls.push({ without, failedAsItMust, found });
    input.say(
      `without ${without}: ${failedAsItMust ? 'failed as it must' : 'SAW NOTHING'} ${JSON.stringify(found)}`,
    );
  }
  return controls;
}
