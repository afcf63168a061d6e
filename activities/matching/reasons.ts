import { shownRating } from '#contracts/helpers/shown-rating.ts';
import type { Weighed } from '#contracts/policy.ts';
import type { FreeHelper } from './find-free-helpers.ts';

type ReasonCode =
  | 'skill'
  | 'near'
  | 'rated'
  | 'experienced'
  | 'sameHelper'
  | 'newcomer'
  | 'free'
  | 'named'
  | 'cheaper'
  | 'sooner';
export interface Reason {
  code: ReasonCode;
  value?: number;
}
/** The strongest reasons a customer understands, with the number behind each. */
export function reasonsOf(
  helper: FreeHelper,
  rating: number,
  parts: Record<Weighed, number>,
  points: { part: Weighed; points: number }[],
  isNamed: boolean,
): Reason[] {
  // The number is the one on the card; few reviews are no reason.
  const shown = shownRating(helper);
  const worded: Partial<Record<Weighed, Reason>> = {
    ...(shown !== null && shown >= 4.5 && rating >= 4.5 ? { rated: { code: 'rated', value: shown } } : {}),
    ...(parts.near >= 0.4 ? { near: { code: 'near', value: helper.metres } } : {}),
    ...(parts.sameHelper ? { sameHelper: { code: 'sameHelper' } } : {}),
    ...(parts.free >= 0.7 ? { free: { code: 'free' } } : {}),
    ...(helper.years >= 5 ? { experienced: { code: 'experienced', value: helper.years } } : {}),
    ...(parts.newcomer ? { newcomer: { code: 'newcomer' } } : {}),
    ...(parts.cheaper >= 0.8 ? { cheaper: { code: 'cheaper' } } : {}),
    ...(parts.sooner >= 0.9 ? { sooner: { code: 'sooner' } } : {}),
  };
  const strongest = [...points].sort((a, b) => b.points - a.points).flatMap(({ part }) => worded[part] ?? []);
  const skill: Reason[] = helper.skills > 0 ? [{ code: 'skill', value: helper.skills }] : [];
  return [...(isNamed ? [{ code: 'named' } as Reason] : []), ...strongest.slice(0, 4), ...skill];
}
