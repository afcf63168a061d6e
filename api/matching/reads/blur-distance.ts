const GRAIN_METRES = 500;

/**
 * The distance to a helper's home, as exact as a choice needs. Exact distances from three addresses would reveal the
 * home; ranking and prices use the exact value.
 */
export const blurDistance = (metres: number): number => Math.max(GRAIN_METRES, toGrain(metres));

/** A difference of rounded distances is only as exact as they are. */
export const toGrain = (metres: number): number => Math.round(metres / GRAIN_METRES) * GRAIN_METRES;
