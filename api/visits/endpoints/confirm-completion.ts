import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const confirmCompletion = message(http.confirmCompletion, 'confirmCompletion', () => ({}));
