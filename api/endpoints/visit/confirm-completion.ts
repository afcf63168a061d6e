import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const confirmCompletion = message(http.confirmCompletion, 'confirmCompletion', () => ({}));
