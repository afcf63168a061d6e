import { z } from 'zod';
import { StatedWishes } from '#contracts/matching/wishes.ts';
import { Time } from '#contracts/scalars.ts';
import { freeText } from '#contracts/typed/text.ts';
import { MOST } from './visit-minutes.ts';

/** Square metres of a home. */
export const MOST_AREA = 5000;

/** What a customer (or an agent for a customer) enters. */
export const NewOrder = z.strictObject({
  serviceCode: z.string().min(1).max(40),
  addressId: z.uuid(),
  quantity: z.int().min(1).max(MOST).describe('in the unit of the service'),
  windowStart: Time.describe('the visit starts no sooner'),
  windowEnd: Time.describe('the visit ends no later'),
  forOther: z.boolean().optional().describe('ordered for someone else, e.g. a parent'),
  area: z.int().min(1).max(MOST_AREA).optional().describe('square metres'),
  careNotes: freeText(500).optional(),
  remarks: freeText(500).optional(),
  wishes: StatedWishes.optional(),
  namedHelperId: z.uuid().optional(),
  onBehalfOf: z.uuid().optional().describe('agents and ops only: the customer ordered for'),
  incomplete: z.boolean().optional().describe('agents and ops only: something is still missing'),
  rehearsal: z.enum(['rehearsal', 'rehearsalFast']).optional().describe('development servers only'),
});
export type NewOrder = z.infer<typeof NewOrder>;
