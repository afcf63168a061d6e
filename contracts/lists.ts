import { z } from 'zod';

/** Rows that a list cannot show, because what is stored does not fit the contract. */
export const Unreadable = z
  .array(z.object({ id: z.string() }))
  .describe('rows of this page that cannot be read; all the others are in the list');
export type Unreadable = z.infer<typeof Unreadable>;

/** Where a page begins. */
const After = z
  .string()
  .regex(/^[\w-]{1,600}$/)
  .optional()
  .describe('`next` of the page before');
const Limit = z.coerce.number().int().min(1).max(100).optional();
/** The two parameters of a list. */
export const paged = { after: After, limit: Limit };
export const Next = z.string().nullable().describe('of the page that follows; null: this is the last one');
