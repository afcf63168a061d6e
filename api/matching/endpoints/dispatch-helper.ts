import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const dispatchHelper = message(http.dispatchHelper, 'dispatchHelper', ({ body }) => ({
  helperId: body.helperId,
}));
