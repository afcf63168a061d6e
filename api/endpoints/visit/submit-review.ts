import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const submitReview = message(
  http.submitReview,
  'submitReview',
  ({ body: { attitude, effect, contractKept } }) => ({ attitude, effect, contractKept }),
  { noteKind: 'review' },
);
