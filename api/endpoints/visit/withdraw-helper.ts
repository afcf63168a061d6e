import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const withdrawHelper = message(http.withdrawHelper, 'withdrawHelper', () => ({}), {
  noteKind: 'cancellation',
});
