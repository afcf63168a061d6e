/** The average of a helper's reviews as everybody reads it, with one decimal; null while there is none. */
export const shownRating = (helper: { ratingSum: number; ratingCount: number }): number | null =>
  helper.ratingCount > 0 ? Math.round(helper.ratingSum / helper.ratingCount / 10) / 10 : null;
