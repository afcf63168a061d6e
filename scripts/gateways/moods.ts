import { seeded } from '#scripts/prove/simulate/seeded.ts';

/**
 * How a provider handles a call: well, busy (503, nothing accepted), or lost (accepted, and the answer never arrives).
 */
export type Mood = 'well' | 'busy' | 'lost';

/** Seeded, so that a run can be repeated. `lost` and `busy` are shares of all calls. */
export function moods(input: { seed: number; lost: number; busy: number }): () => Mood {
  const random = seeded(input.seed);
  return () => {
    const draw = random();
    if (draw < input.lost) return 'lost';
    return draw < input.lost + input.busy ? 'busy' : 'well';
  };
}
