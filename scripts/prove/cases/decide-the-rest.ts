import type pg from 'pg';
import { type CaseKind, decisionsOf } from '#contracts/cases/kinds.ts';
import { wordsOf } from '../simulate/life.ts';
import type { Cast } from '../simulate/people.ts';

interface Open {
  id: string;
  kind: CaseKind;
  variant: string | null;
}

/** Staff decide every open case; returns those that nobody can decide. */
export async function decideTheRest({
  cast,
  database,
}: {
  cast: Cast;
  database: pg.Pool;
}): Promise<string[]> {
  const { rows } = await database.query<Open>(`SELECT id, kind, variant FROM "case" WHERE status = 'open'`);
  const ops = await cast.staff('ops');
  const undecidable: string[] = [];
  for (const { id: caseId, kind, variant } of rows) {
    const body = { decision: decisionsOf(kind, variant).at(-1)!, reason: 'checkedByPhone' };
    await ops
      .call('decideOpenCase', { params: { caseId }, body, key: `the-rest-${caseId}` })
      .catch((error: unknown) => undecidable.push(`${kind} case ${caseId}: ${wordsOf(error)}`));
  }
  return undecidable;
}
