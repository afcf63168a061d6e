import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const recordCash = message(http.recordCash, 'recordCash', ({ body }) => ({
  amountFen: body.amountFen,
}));
