import { usePages } from '../../../lib/use-pages.ts';
import type { Subject } from './values.ts';

/** The name of a helper of this order: known to the order, or on the list for dispatch if it has been read. */
export function useCandidateName({ orderId, order }: Subject): (helperId: string) => string {
  const dispatch = usePages('dispatchList', { params: { orderId } }, { enabled: false });
  return (helperId) =>
    order?.names[helperId] ??
    dispatch.data?.pages.flatMap((page) => page.helpers).find((c) => c.helper.id === helperId)?.helper
      .displayName ??
    '…';
}
