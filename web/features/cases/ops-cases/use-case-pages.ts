import { useInfiniteQuery } from '@tanstack/react-query';
import { ask } from '../../../lib/client.ts';
import type { CaseFilter } from './case-filter.ts';

/** The cases of a filter, page by page. A reload reads all shown pages. */
export function useCasePages(filter: CaseFilter) {
  return useInfiniteQuery({
    // The endpoint's name first, so that live events find it.
    queryKey: ['cases', 'pages', filter],
    queryFn: ({ pageParam, signal }) =>
      ask('cases', { query: { ...filter, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
    refetchInterval: 15_000,
  });
}
