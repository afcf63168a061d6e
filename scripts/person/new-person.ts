import { z } from 'zod';
import { SetAreas } from '#contracts/calendars/calendar.ts';
import { HelperCard, NewAddress } from '#contracts/people/people.ts';
import { Mobile } from '#contracts/typed/phone.ts';
import { oneLine } from '#contracts/typed/text.ts';
import { CITY } from '#prisma/seed/catalogue.ts';

const Someone = {
  phone: Mobile,
  name: oneLine(1, 40),
  city: z
    .string()
    .regex(/^[a-z]+$/, 'must be the code of a city')
    .default(CITY),
};

/** Degrees of a place in China, so that swapped latitude and longitude are refused. */
const Place = z
  .string()
  .regex(/^\d{1,3}(\.\d+)?,\d{1,3}(\.\d+)?$/, 'must be latitude,longitude')
  .transform((text) => text.split(',').map(Number))
  .pipe(z.tuple([z.number().min(18).max(54), z.number().min(73).max(136)]))
  .transform(([latitude, longitude]) => ({ latitude, longitude }));

const Helper = z.strictObject({
  role: z.literal('helper'),
  ...Someone,
  district: NewAddress.shape.district,
  at: Place.optional(),
  sex: z.enum(['female', 'male']),
  born: z.coerce.number().int().min(1940).max(2015),
  skills: z
    .string()
    .transform((list) => [...new Set(list.split(',').map((one) => one.trim()))])
    .pipe(z.array(z.string().regex(/^\w+$/)).min(1)),
  level: HelperCard.shape.level.default('junior'),
  years: z.coerce.number().int().min(0).max(60).default(0),
  reach: z.coerce.number().pipe(SetAreas.shape.reachMetres).default(10_000),
  'weekly-hours': z.coerce.number().int().min(1).max(60).default(48),
  shown: oneLine(1, 20).optional(),
});

/** The input of `npm run person`; for a helper also what matching requires. */
export const NewPerson = z.discriminatedUnion('role', [
  z.strictObject({ role: z.enum(['customer', 'agent', 'ops']), ...Someone }),
  Helper,
]);
export type NewPerson = z.infer<typeof NewPerson>;
export type NewHelper = z.infer<typeof Helper>;

/** One line for each wrong option, without its value: that may be a name or a phone number. */
export function readPerson(
  options: Record<string, string | undefined>,
): { person: NewPerson } | { wrong: string[] } {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  const read = NewPerson.safeParse(given);
  if (read.success) return { person: read.data };
  return { wrong: [...new Set(read.error.issues.flatMap((issue) => sayWrong(issue, given)))] };
}

function sayWrong(issue: z.core.$ZodIssue, given: Record<string, unknown>): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `--${key}: is for helpers only`);
  const name = String(issue.path[0]);
  if (given[name] === undefined) return [`--${name}: is missing`];
  if (name === 'phone') return ['--phone: must be a mainland mobile number'];
  if (name === 'name' || name === 'shown') return [`--${name}: must be a name that can be shown`];
  return [`--${name}: ${issue.message}`];
}
