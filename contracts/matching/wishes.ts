import { z } from 'zod';
import { Code, Codes } from '#contracts/scalars.ts';
import { freeText } from '#contracts/typed/text.ts';

/**
 * What a customer may require of a helper, or exclude, besides sex and level. Forms, seeds and profiles take their
 * codes from this list. Screens translate them (`wish.<kind>.<code>`).
 */
export const DIALECTS = ['zibo', 'jinan', 'weifang', 'linyi'] as const;
/** Cleaning products the helper brings. */
export const BRANDS = ['bluemoon', 'ecoline', 'liby', 'walch'] as const;
export const CARE_HABITS = [
  'softFood',
  'lowSalt',
  'nightWatch',
  'company',
  'separateCloths',
  'shoeCovers',
  'unscented',
] as const;
/** Habits of a helper that a customer may exclude. */
export const TABOOS = ['smoking', 'perfume', 'loudPhone', 'petFear'] as const;
/** Illnesses the helper has cared for: a skill `illness:<code>` that ops enter. */
export const ILLNESSES = ['stroke', 'dementia', 'diabetes', 'hypertension', 'fracture', 'bedridden'] as const;

export const WISH_CODES = {
  dialect: DIALECTS,
  brands: BRANDS,
  careHabits: CARE_HABITS,
  taboos: TABOOS,
  illness: ILLNESSES,
} as const;
export type WishKind = keyof typeof WISH_CODES;

export const Wishes = z.strictObject({
  sex: z.enum(['female', 'male']).optional(),
  level: z.enum(['junior', 'senior', 'expert']).optional(),
  brands: z
    .union([freeText(100), Codes])
    .optional()
    .describe('codes of products the helper must bring; words (of older screens) are shown, not filtered by'),
  ageFrom: z.int().min(18).max(80).optional(),
  ageTo: z.int().min(18).max(80).optional(),
  dialect: Code.optional(),
  careHabits: Codes.optional().describe('the helper has all of these'),
  taboos: Codes.optional().describe('the helper has none of these habits'),
  illness: Code.optional().describe('the helper has cared for it before'),
});
export type Wishes = z.infer<typeof Wishes>;

/** Wishes with today's codes only: a code that no helper can have would exclude everybody. */
export const StatedWishes = Wishes.extend({
  brands: z
    .union([freeText(100), z.array(z.enum(BRANDS)).max(10)])
    .optional()
    .describe('codes of products the helper must bring; words are shown, not filtered by'),
  dialect: z.enum(DIALECTS).optional(),
  careHabits: z.array(z.enum(CARE_HABITS)).max(10).optional().describe('the helper has all of these'),
  taboos: z.array(z.enum(TABOOS)).max(10).optional().describe('the helper has none of these habits'),
  illness: z.enum(ILLNESSES).optional().describe('the helper has cared for it before'),
}).refine(
  ({ ageFrom, ageTo }) => ageFrom === undefined || ageTo === undefined || ageFrom <= ageTo,
  'ageFrom is after ageTo',
);

/** Age ranges as customers state them; the last year is included. */
export const AGE_BANDS = [
  { code: 'to35', ageTo: 35 },
  { code: 'from36to50', ageFrom: 36, ageTo: 50 },
  { code: 'from51', ageFrom: 51 },
] as const satisfies readonly { code: string; ageFrom?: number; ageTo?: number }[];
export type AgeBand = (typeof AGE_BANDS)[number]['code'];

const CLEANING: readonly string[] = ['dailyCleaning', 'deepCleaning', 'newHomeCleaning', 'hourlyHelp'];
const CARE: readonly string[] = ['elderCare', 'motherBabyCare', 'nanny', 'maternityNanny'];
const CARE_ONLY: readonly string[] = ['softFood', 'lowSalt', 'nightWatch', 'company'];
const CLEANING_ONLY: readonly string[] = ['separateCloths', 'unscented'];

/** The wishes that make sense for a service; an empty list: nothing to choose. */
export function wishesFor(serviceCode: string): Record<WishKind, readonly string[]> {
  const cleaning = CLEANING.includes(serviceCode);
  const care = CARE.includes(serviceCode);
  return {
    dialect: DIALECTS,
    brands: cleaning ? BRANDS : [],
    careHabits: CARE_HABITS.filter(
      (habit) => (care || !CARE_ONLY.includes(habit)) && (cleaning || !CLEANING_ONLY.includes(habit)),
    ),
    taboos: TABOOS,
    illness: serviceCode === 'elderCare' ? ILLNESSES : [],
  };
}
