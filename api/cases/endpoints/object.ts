import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const object = message(http.object, 'object', () => ({}), { noteKind: 'objection' });
