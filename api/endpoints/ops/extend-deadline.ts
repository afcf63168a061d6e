import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const extendDeadline = message(http.extendDeadline, 'extendDeadline', ({ body }) => ({
  minutes: body.minutes,
}));
