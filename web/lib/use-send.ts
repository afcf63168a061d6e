import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { CallInput, CallRefused } from '#contracts/client.ts';
import type { EndpointName, ReplyOf } from '#contracts/http.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { ask, isRefused, onPending, onRetry, tell } from './client.ts';
import { createIntent, type Intent } from './intent.ts';
import { readKey } from './use-read.ts';

/** One unsafe call of a screen: a key per intent, "still working" or "trying again" shown, and the screen brought to the answer's version. */
export function useSend<N extends EndpointName>(name: N, onDone?: (reply: ReplyOf<N>) => void) {
  const queries = useQueryClient();
  const intent = useRef<Intent>(null);
  intent.current ??= createIntent();
  const busy = useRef(false);
  const [stillWorking, setStillWorking] = useState(false);
  const [retrying, setRetrying] = useState(false);

  const mutation = useMutation<ReplyOf<N>, CallRefused, CallInput<N>>({
    mutationFn: async (input) => {
      const { params, body } = input as { params?: unknown; body?: unknown };
      const reply = await tell(name, { ...input, key: intent.current!.keyFor({ params, body }) });
      intent.current!.settle();
      const done = reply as { orderId?: string; version?: number } | undefined;
      if (done?.orderId && done.version != null) await orderReaches(queries, done.orderId, done.version);
      void queries.invalidateQueries({ predicate: (q) => !STEADY.has(q.queryKey[0] as string) });
      return reply;
    },
    onSuccess: (reply) => onDone?.(reply),
    onError: (error) => {
      // A final refusal ends the intent; "no answer yet" keeps its key for the next press.
      if (isRefused(error) && !error.mayRetry) intent.current!.settle();
      if (isRefused(error) && (error.status === 409 || error.status === 404))
        void queries.invalidateQueries();
    },
    onSettled: () => {
      busy.current = false;
      setStillWorking(false);
      setRetrying(false);
    },
  });

  useEffect(() => onPending(() => busy.current && setStillWorking(true)), []);
  useEffect(() => onRetry(() => busy.current && setRetrying(true)), []);

  return {
    send(input: CallInput<N>) {
      if (busy.current) return;
      busy.current = true;
      mutation.mutate(input);
    },
    sending: mutation.isPending,
    stillWorking,
    /**
     * No answer yet; the call is repeated with the same key. If the server once confirmed receipt, that still holds.
     */
    retrying: retrying && !stillWorking,
    problem: mutation.error?.problem ?? null,
    clear: mutation.reset,
  };
}

/** Reads that no order changes. */
export const STEADY = new Set<string>(['catalogue', 'demoLogins', 'me', 'addresses', 'myProfile']);

/** The projection may be a moment behind the answer: poll until it shows that version. */
async function orderReaches(queries: QueryClient, orderId: string, version: number): Promise<void> {
  const queryKey = readKey('order', { params: { orderId } });
  for (const until = Date.now() + 10_000; Date.now() < until; ) {
    try {
      const order: OrderView = await queries.fetchQuery({
        queryKey,
        queryFn: () => ask('order', { params: { orderId } }),
        staleTime: 0,
      });
      if (order.version >= version) return;
    } catch {
      return; // the screen's own read says what is wrong
    }
    await new Promise((next) => setTimeout(next, 400));
  }
}
