import { z } from 'zod';
import { Time } from '#contracts/scalars.ts';
import { ROLES } from './roles.ts';

export const Phone = z
  .string()
  .regex(/^(\+86)?1[3-9]\d{9}$/, 'phone')
  .describe('A mainland mobile number, with or without +86');
const PersonId = z.uuid();

export const Me = z.object({
  id: PersonId,
  role: z.enum(ROLES),
  name: z.string(),
  maskedPhone: z.string(),
  city: z.string(),
  locale: z.enum(['zh-CN', 'en']),
});
export type Me = z.infer<typeof Me>;

export const NewAddress = z.strictObject({
  contactName: z.string().regex(/\S/).trim().min(1).max(40),
  contactPhone: Phone,
  district: z.string().regex(/^\d{6}$/),
  line: z
    .string()
    .regex(/\S[\s\S]*\S/)
    .trim()
    .min(2)
    .max(120),
});
export type NewAddress = z.infer<typeof NewAddress>;
export const Address = NewAddress.extend({ id: z.uuid(), city: z.string() });
export type Address = z.infer<typeof Address>;

/** A helper as a customer may see one: masked name, no phone. */
export const HelperCard = z.object({
  id: PersonId,
  displayName: z.string(),
  sex: z.string(),
  age: z.int(),
  level: z.enum(['junior', 'senior', 'expert']),
  years: z.int(),
  rating: z.number().nullable().describe('average of reviews 1-5, null when there is none yet'),
  reviews: z.int(),
  completed: z.int(),
  skills: z.array(
    z.object({ skill: z.string(), certificate: z.string().nullable(), validUntil: z.string().nullable() }),
  ),
});
export type HelperCard = z.infer<typeof HelperCard>;

/** A person with whom the reader does not want to be matched again. */
export const BlockView = z.object({ personId: z.uuid(), name: z.string(), since: Time });
export type BlockView = z.infer<typeof BlockView>;
