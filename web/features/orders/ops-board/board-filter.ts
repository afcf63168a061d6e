import { useSearchParams } from 'react-router';
import { STAGES, type Stage } from '#contracts/orders/stages.ts';

export interface BoardFilter {
  stage?: Stage;
  needsOps?: 'true';
  overdue?: 'true';
  q?: string;
}

/** The filter lives in the address: it can be shared, and Back undoes it. */
export function useBoardFilter(): [
  BoardFilter,
  (change: Partial<Record<keyof BoardFilter, string | undefined>>) => void,
] {
  const [params, setParams] = useSearchParams();
  const change = (fields: Partial<Record<keyof BoardFilter, string | undefined>>) =>
    setParams(
      (before) => {
        const after = new URLSearchParams(before);
        for (const [name, value] of Object.entries(fields)) {
          if (value) after.set(name, value);
          else after.delete(name);
        }
        return after;
      },
      { replace: Object.hasOwn(fields, 'q') },
    );
  return [readFilter(params), change];
}

/**
 * What is not a filter of ours is ignored, whatever somebody typed into the address.
 * @internal a test gives it addresses with nonsense
 */
export function readFilter(params: URLSearchParams): BoardFilter {
  const stage = STAGES.find((s) => s === params.get('stage'));
  const q = params.get('q')?.trim().slice(0, 40);
  return {
    ...(stage ? { stage } : {}),
    ...(params.get('needsOps') === 'true' ? { needsOps: 'true' as const } : {}),
    ...(params.get('overdue') === 'true' ? { overdue: 'true' as const } : {}),
    ...(q ? { q } : {}),
  };
}
