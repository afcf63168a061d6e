import { z } from 'zod';
import { Time } from '#contracts/scalars.ts';
import { ContactPhone } from '#contracts/typed/phone.ts';
import { oneLine } from '#contracts/typed/text.ts';
import { ROLES } from './roles.ts';

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
  contactName: oneLine(1, 40),
  contactPhone: ContactPhone,
  district: z.string().regex(/^\d{6}$/),
  line: oneLine(2, 120),
});
export type NewAddress = z.infer<typeof NewAddress>;
/** As stored, also before today's checks. */
export const Address = z.strictObject({
  id: z.uuid(),
  city: z.string(),
  contactName: z.string(),
  contactPhone: z.string().describe('E.164'),
  district: z.string(),
  line: z.string(),
});
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
