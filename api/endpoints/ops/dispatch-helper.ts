import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const dispatchHelper = message(http.dispatchHelper, 'dispatchHelper', ({ body }) => ({
  helperId: body.helperId,
}));
