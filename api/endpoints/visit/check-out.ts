import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';
import { deviceTime } from './device-time.ts';

export const checkOut = message(http.checkOut, 'checkOut', ({ body }) => deviceTime(body.deviceAt));
