import type { CardRow } from '#api/order-rows/rows-of-order.ts';
import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { HelperCard } from '#contracts/people/people.ts';
import { lastDay } from './find-helpers.ts';

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
    // A certificate that has ended is none.
    skills: row.skills.map(({ skill, certificate, certificateUntil: until }) =>
      until !== null && until <= new Date()
        ? { skill, certificate: null, validUntil: null }
        : { skill, certificate, validUntil: until && lastDay(until) },
    ),
  };
}
