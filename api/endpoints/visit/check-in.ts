import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { deviceTime } from './device-time.ts';

export const checkIn = message(http.checkIn, 'checkIn', ({ body }) => ({
  startCode: body.startCode,
  ...deviceTime(body.deviceAt),
}));
