import { message } from '#api/messages/message.ts';
import { http } from '#contracts/http.ts';

export const cancelOrder = message(http.cancelOrder, 'cancelOrder', () => ({}), { noteKind: 'cancellation' });
