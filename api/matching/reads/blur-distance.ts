const GRAIN_METRES = 500;

/**
 * How far a helper lives, as far as a choice needs it. To the metre, three orders to three addresses would tell where;
 * ranking and prices use the exact figure.
 */
export const blurDistance = (metres: number): number => Math.max(GRAIN_METRES, toGrain(metres));

/** A difference of blurred distances has no more grains than they have. */
export const toGrain = (metres: number): number => Math.round(metres / GRAIN_METRES) * GRAIN_METRES;
