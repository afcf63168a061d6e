import { seeded } from '#scripts/prove/simulate/seeded.ts';

/** What a provider does with a call: well · busy (503, nothing taken) · lost (taken, and the answer never comes). */
export type Mood = 'well' | 'busy' | 'lost';

/** Seeded, so that a run which found something can be run again. `lost` and `busy` are shares of all calls. */
export function moods(input: { seed: number; lost: number; busy: number }): () => Mood {
  const random = seeded(input.seed);
  return () => {
    const draw = random();
    if (draw < input.lost) return 'lost';
    return draw < input.lost + input.busy ? 'busy' : 'well';
  };
}
