import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const overrideCheckIn = message(http.overrideCheckIn, 'overrideCheckIn', () => ({}));
