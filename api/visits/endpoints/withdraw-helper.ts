import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const withdrawHelper = message(http.withdrawHelper, 'withdrawHelper', () => ({}), {
  noteKind: 'cancellation',
});
