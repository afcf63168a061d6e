import type { Wishes } from '#contracts/matching/wishes.ts';
import { AGE_BANDS, type AgeBand, wishesFor } from '#contracts/matching/wishes.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';

/** Wishes in the form; '' and empty lists mean no wish. */
export interface WishDraft {
  age: '' | AgeBand;
  dialect: string;
  brandCodes: string[];
  careHabits: string[];
  taboos: string[];
  illness: string;
}

export const NO_WISHES: WishDraft = {
  age: '',
  dialect: '',
  brandCodes: [],
  careHabits: [],
  taboos: [],
  illness: '',
};

/** The wishes for the inquiry: those that do not fit the service are not sent. */
export function toWishes(draft: WishDraft, serviceCode: string): NonNullable<NewOrder['wishes']> {
  const fitting = wishesFor(serviceCode);
  const keep = (codes: readonly string[], known: readonly string[]) => codes.filter((c) => known.includes(c));
  const band = AGE_BANDS.find(({ code }) => code === draft.age);
  const { code: _, ...age } = band ?? { code: '' };
  const brands = keep(draft.brandCodes, fitting.brands);
  const careHabits = keep(draft.careHabits, fitting.careHabits);
  const taboos = keep(draft.taboos, fitting.taboos);
  return {
    ...age,
    ...(fitting.dialect.includes(draft.dialect) ? { dialect: draft.dialect } : {}),
    ...(fitting.illness.includes(draft.illness) ? { illness: draft.illness } : {}),
    ...(brands.length > 0 ? { brands } : {}),
    ...(careHabits.length > 0 ? { careHabits } : {}),
    ...(taboos.length > 0 ? { taboos } : {}),
  } as NonNullable<NewOrder['wishes']>;
}

/** The wishes of an earlier order, to state them again. */
export function toWishDraft(wishes: Wishes): WishDraft {
  const band = AGE_BANDS.find(
    (one) =>
      ('ageFrom' in one ? one.ageFrom : undefined) === wishes.ageFrom &&
      ('ageTo' in one ? one.ageTo : undefined) === wishes.ageTo,
  );
  return {
    age: band?.code ?? '',
    dialect: wishes.dialect ?? '',
    brandCodes: Array.isArray(wishes.brands) ? wishes.brands : [],
    careHabits: wishes.careHabits ?? [],
    taboos: wishes.taboos ?? [],
    illness: wishes.illness ?? '',
  };
}

/** How many of the wishes apply to this service. */
export const countWishes = (draft: WishDraft, serviceCode: string): number => {
  const { ageFrom, ageTo, ...others } = toWishes(draft, serviceCode);
  return (ageFrom || ageTo ? 1 : 0) + Object.values(others).flat().length;
};
