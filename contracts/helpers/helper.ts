import { z } from 'zod';
import { LocalDate, Time } from '#contracts/scalars.ts';

export const SkillView = z.object({
  skill: z.string(),
  certificate: z.string().nullable(),
  /** The last day on which it counts. */
  validUntil: LocalDate.nullable(),
  expired: z.boolean(),
  /** It needs a certificate and has none, so it does not count. */
  missing: z.boolean(),
});
export type SkillView = z.infer<typeof SkillView>;

export const HelperRow = z.object({
  id: z.uuid(),
  displayName: z.string(),
  homeDistrict: z.string(),
  level: z.enum(['junior', 'senior', 'expert']),
  recommended: z.boolean(),
  rating: z.number().nullable(),
  completed: z.int(),
  nextExpiry: z.object({ skill: z.string(), validUntil: LocalDate }).nullable(),
  missing: z.array(z.string()).describe('skills that need a certificate and have none'),
});
export type HelperRow = z.infer<typeof HelperRow>;

export const HelperDetails = HelperRow.extend({
  name: z.string(),
  maskedPhone: z.string(),
  skills: z.array(SkillView),
  changes: z.array(
    z.object({
      id: z.uuid(),
      skill: z.string(),
      from: LocalDate.nullable(),
      to: LocalDate.nullable(),
      reason: z.string(),
      by: z.string(),
      at: Time,
    }),
  ),
});
export type HelperDetails = z.infer<typeof HelperDetails>;
