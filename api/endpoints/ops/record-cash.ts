import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const recordCash = message(http.recordCash, 'recordCash', ({ body }) => ({
  amountFen: body.amountFen,
}));
