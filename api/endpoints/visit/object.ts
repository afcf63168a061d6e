import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const object = message(http.object, 'object', () => ({}), { noteKind: 'objection' });
