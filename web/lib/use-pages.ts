import { type InfiniteData, type UseInfiniteQueryResult, useInfiniteQuery } from '@tanstack/react-query';
import type { CallInput } from '#contracts/client.ts';
import type { EndpointName, QueryOf, ReplyOf } from '#contracts/http.ts';
import { ask } from './client.ts';
import { type ReadOptions, readKey } from './use-read.ts';

/** The endpoints that answer page by page. */
type Paged = {
  [N in EndpointName]: ReplyOf<N> extends { next: string | null } ? N : never;
}[EndpointName];
export type Pages<N extends Paged = Paged> = UseInfiniteQueryResult<InfiniteData<ReplyOf<N>>>;

/** The pages of a list as far as the reader asked for them. A reload reads all of them. */
export function usePages<N extends Paged>(name: N, input: CallInput<N>, options: ReadOptions = {}): Pages<N> {
  const { query } = input as { query?: QueryOf<N> };
  return useInfiniteQuery({
    // The endpoint's name first, so that live events find it.
    queryKey: [...readKey(name, input as object), 'pages'],
    queryFn: ({ pageParam, signal }) => {
      const page = { ...query, ...(pageParam ? { after: pageParam } : {}) };
      return ask(name, { ...input, query: page, signal } as CallInput<N>);
    },
    initialPageParam: '',
    getNextPageParam: (page) => (page as { next: string | null }).next,
    ...options,
  }) as Pages<N>;
}
