import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const letTimePass = message(http.letTimePass, 'letTimePass', () => ({}));
