import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const retryStep = message(http.retryStep, 'retryStep', () => ({}));
