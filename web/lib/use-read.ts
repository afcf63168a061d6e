import { useQuery } from '@tanstack/react-query';
import type { CallInput } from '#contracts/client.ts';
import type { EndpointName, ReplyOf } from '#contracts/http.ts';
import { ask } from './client.ts';

export interface ReadOptions {
  enabled?: boolean;
  staleTime?: number;
  refetchInterval?: number;
}

/** The cache key of a read: the endpoint's name first, so that live events can find it. */
export const readKey = (name: EndpointName, input: object) => {
  const { params, query } = input as { params?: unknown; query?: unknown };
  return [name, params ?? null, query ?? null] as const;
};

/** One read of the API, typed by its contract. */
export function useRead<N extends EndpointName>(name: N, input: CallInput<N>, options: ReadOptions = {}) {
  return useQuery<ReplyOf<N>>({
    queryKey: readKey(name, input as object),
    queryFn: ({ signal }) => ask(name, { ...input, signal }),
    ...options,
  });
}

/** The catalogue changes rarely: read once a visit. */
export const useCatalogue = () => useRead('catalogue', {}, { staleTime: 10 * 60_000 });
