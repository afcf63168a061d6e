import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { presentCases } from '../reads/present-case.ts';

export const cases = endpoint(http.cases, async ({ deps, reader, query }) => {
  const { database } = deps;
  const list = (status: string, take: number) => {
    const orderBy =
      status === 'open'
        ? [{ dueAt: 'asc' as const }, { openedAt: 'asc' as const }]
        : [{ decidedAt: 'desc' as const }];
    return query.status && query.status !== status
      ? []
      : database.models.case.findMany({ where: { status, order: { city: reader.city } }, orderBy, take });
  };
  const rows = [...(await list('open', 200)), ...(await list('decided', 100))];
  return { cases: await presentCases({ database, rows, withNotes: true }) };
});
