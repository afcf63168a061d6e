import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const chooseHelper = message(http.chooseHelper, 'chooseHelper', ({ body }) => ({
  helperId: body.helperId,
}));
