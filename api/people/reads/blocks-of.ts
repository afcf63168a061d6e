import type { BlockView } from '#contracts/people/people.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';

/** The persons whom a person blocked, newest first, with masked names. */
export async function blocksOf(input: {
  database: Database;
  personId: string;
  only?: string;
}): Promise<BlockView[]> {
  const { database, personId, only } = input;
  const rows = await database.models.block.findMany({
    where: { blockerId: personId, ...(only ? { blockedId: only } : {}) },
    orderBy: { createdAt: 'desc' },
    take: 200,
  });
  const ids = rows.map(({ blockedId }) => blockedId);
  const helpers = await database.models.helper.findMany({ where: { id: { in: ids } } });
  const helperName = new Map(helpers.map(({ id, displayName }) => [id, displayName]));
  const people = await readPersonal(database, ids);
  return rows.map(({ blockedId, createdAt }) => ({
    personId: blockedId,
    name: helperName.get(blockedId) ?? masked(people.get(blockedId)?.name ?? ''),
    since: createdAt.toISOString(),
  }));
}

/** 张敏 → 张* */
const masked = (name: string): string => `${[...name][0] ?? ''}*`;
