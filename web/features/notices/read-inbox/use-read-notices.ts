import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../../../lib/client.ts';
import { useRead } from '../../../lib/use-read.ts';

/** Opening an order marks its notices as read. */
export function useReadNotices(orderId: string): void {
  const queries = useQueryClient();
  // Asked of the server: the notice may be behind the first page of the inbox.
  const query = { orderId, unread: 'true', limit: 1 } as const;
  const unread = (useRead('inbox', { query }, { staleTime: 10_000 }).data?.notices.length ?? 0) > 0;
  useEffect(() => {
    if (!unread) return;
    void ask('readInbox', { body: { orderId } })
      .then(() => queries.invalidateQueries({ queryKey: ['inbox'] }))
      .catch(() => {}); // the next opening tries again
  }, [unread, orderId, queries]);
}
