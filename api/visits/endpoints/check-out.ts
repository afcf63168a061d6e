import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';
import { deviceTime } from './device-time.ts';

export const checkOut = message(http.checkOut, 'checkOut', ({ body }) => deviceTime(body.deviceAt));
