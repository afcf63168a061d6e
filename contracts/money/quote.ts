import { z } from 'zod';
import { Fen } from '#contracts/scalars.ts';

/** A price as a sum of lines, as shown on screens and in the agreement. */
export const QuoteView = z.object({
  lines: z.array(z.object({ code: z.enum(['base', 'level', 'distance', 'holiday', 'cap']), fen: Fen })),
  totalFen: Fen,
  unitFen: Fen,
  quantity: z.int(),
});
export type QuoteView = z.infer<typeof QuoteView>;
