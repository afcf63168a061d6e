import { z } from 'zod';
import { type Endpoint, message, Note, STAFF } from '#contracts/endpoint.ts';

export const reviewsHttp = {
  submitReview: message(
    'review',
    'Review the visit within 24 hours',
    ['customer', ...STAFF],
    z.strictObject({
      attitude: z.int().min(1).max(5),
      effect: z.int().min(1).max(5),
      contractKept: z.boolean(),
      text: Note,
    }),
  ),
} as const satisfies Record<string, Endpoint>;
