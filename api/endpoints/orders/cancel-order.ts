import { http } from '#contracts/http.ts';
import { message } from '../../message.ts';

export const cancelOrder = message(http.cancelOrder, 'cancelOrder', () => ({}), { noteKind: 'cancellation' });
