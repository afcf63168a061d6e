import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const submitReview = message(
  http.submitReview,
  'submitReview',
  ({ body: { attitude, effect, contractKept } }) => ({ attitude, effect, contractKept }),
  { noteKind: 'review' },
);
