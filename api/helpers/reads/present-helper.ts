import type { CardRow } from '#api/order-rows/rows-of-order.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { HelperCard } from '#contracts/people/people.ts';

/** A helper as customers may see one: masked name, no phone, no address. */
export function presentHelper(row: CardRow): HelperCard {
  return {
    id: row.id,
    displayName: row.displayName,
    sex: row.sex,
    age: new Date().getUTCFullYear() - row.birthYear,
    level: row.level as HelperCard['level'],
    years: row.years,
    rating: shownRating(row),
    reviews: row.ratingCount,
    completed: row.completedCount,
    skills: row.skills.map(({ skill, certificate, certificateUntil }) => ({
      skill,
      certificate,
      validUntil: certificateUntil?.toISOString().slice(0, 10) ?? null,
    })),
  };
}
