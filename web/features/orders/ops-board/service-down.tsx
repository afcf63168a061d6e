import { useQuery } from '@tanstack/react-query';
import type { Stuck } from '#contracts/watch/stuck.ts';
import { missingKinds } from './missing-kinds.ts';
import { StuckList } from './stuck-list.tsx';

/** The board cannot be read: says which part of the house is away. Readiness needs no session and no database. */
export function ServiceDown() {
  const { data } = useQuery({ queryKey: ['readyz'], queryFn: whatIsMissing, refetchInterval: 5_000 });
  return <StuckList stuck={data ?? []} />;
}

async function whatIsMissing(): Promise<Stuck[]> {
  const answer = await fetch('/readyz', { headers: { accept: 'application/json' } });
  if (answer.ok) return [];
  const { detail = '' } = (await answer.json()) as { detail?: string };
  return missingKinds(detail).map((kind) => ({
    kind,
    orderId: null,
    caseId: null,
    reason: 'noAnswer',
    since: new Date().toISOString(),
  }));
}
