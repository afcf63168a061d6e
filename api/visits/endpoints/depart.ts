import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const depart = message(http.depart, 'depart', () => ({}));
