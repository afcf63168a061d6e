import { z } from 'zod';
import { BRANDS, CARE_HABITS, DIALECTS, ILLNESSES, TABOOS } from '#contracts/matching/wishes.ts';

/** What of a helper customers may wish or rule out: languages, products brought along, habits kept. */
export const Traits = z.object({
  dialects: z.array(z.string()),
  brands: z.array(z.string()),
  habits: z.array(z.string()).describe('good ones a customer may wish, others a customer may rule out'),
});
export type Traits = z.infer<typeof Traits>;

/** Said by the helper; counts in the next search. */
export const SetTraits = z.strictObject({
  dialects: z.array(z.enum(DIALECTS)).max(10),
  brands: z.array(z.enum(BRANDS)).max(10),
  habits: z.array(z.enum([...CARE_HABITS, ...TABOOS])).max(20),
});
export type SetTraits = z.infer<typeof SetTraits>;

/** Said by ops, with the illnesses the helper has proof of having cared for. */
export const SetHelperTraits = SetTraits.extend({ illnesses: z.array(z.enum(ILLNESSES)).max(10) });
export type SetHelperTraits = z.infer<typeof SetHelperTraits>;
