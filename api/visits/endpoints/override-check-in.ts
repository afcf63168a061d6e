import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const overrideCheckIn = message(http.overrideCheckIn, 'overrideCheckIn', () => ({}));
