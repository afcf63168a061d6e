import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';
import { deviceTime } from './device-time.ts';

export const checkIn = message(http.checkIn, 'checkIn', ({ body }) => ({
  startCode: body.startCode,
  ...deviceTime(body.deviceAt),
}));
