import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const extendDeadline = message(http.extendDeadline, 'extendDeadline', ({ body }) => ({
  minutes: body.minutes,
}));
