import { messageRows } from '#contracts/durable/message-rows.ts';
import type { Endpoint } from '#contracts/endpoint.ts';
import { REVIEW_MESSAGES } from './messages.ts';

export const reviewsHttp = {
  ...messageRows(REVIEW_MESSAGES),
} as const satisfies Record<string, Endpoint>;
