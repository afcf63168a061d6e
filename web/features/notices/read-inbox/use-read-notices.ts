import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask } from '../../../lib/client.ts';
import { useRead } from '../../../lib/use-read.ts';

/** Opening an order marks its notices as read. */
export function useReadNotices(orderId: string): void {
  const queries = useQueryClient();
  const unread = useRead('inbox', {}, { staleTime: 10_000 }).data?.notices.some(
    (notice) => notice.orderId === orderId && !notice.read,
  );
  useEffect(() => {
    if (!unread) return;
    void ask('readInbox', { body: { orderId } })
      .then(() => queries.invalidateQueries({ queryKey: ['inbox'] }))
      .catch(() => {}); // the next opening tries again
  }, [unread, orderId, queries]);
}
