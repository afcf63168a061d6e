import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const chooseHelper = message(http.chooseHelper, 'chooseHelper', ({ body }) => ({
  helperId: body.helperId,
}));
