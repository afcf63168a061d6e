import type { OrderView } from '#contracts/orders/order.ts';
import { useSend } from '../../../lib/use-send.ts';

/** Whether the customer may ask for other helpers now. */
export const mayRematch = ({ allowed }: Pick<OrderView, 'allowed'>): boolean => allowed.includes('rematch');

/** The call that requests other helpers, or one of these at another time. */
export const useRematch = (onDone: () => void) => useSend('rematch', onDone);
