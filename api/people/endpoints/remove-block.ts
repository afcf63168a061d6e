import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';

export const removeBlock = endpoint(http.removeBlock, async ({ deps, reader, params }) => {
  const where = { blockerId: reader.id, blockedId: params.personId };
  const { count } = await deps.database.models.block.deleteMany({ where });
  if (count === 0) throw new Refused('NotFound');
  return { ok: true as const };
});
