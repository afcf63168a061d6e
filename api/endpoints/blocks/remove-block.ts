import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { Refused } from '../../refused.ts';

export const removeBlock = endpoint(http.removeBlock, async ({ deps, reader, params }) => {
  const where = { blockerId: reader.id, blockedId: params.personId };
  const { count } = await deps.database.block.deleteMany({ where });
  if (count === 0) throw new Refused('NotFound');
  return { ok: true as const };
});
