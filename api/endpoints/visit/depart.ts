import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const depart = message(http.depart, 'depart', () => ({}));
