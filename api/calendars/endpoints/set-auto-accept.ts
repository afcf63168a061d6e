import { endpoint } from '#api/http/endpoint.ts';
import { Refused } from '#api/http/refused.ts';
import { http } from '#contracts/http.ts';

export const setAutoAccept = endpoint(http.setAutoAccept, async ({ deps, reader, body: { autoAccept } }) => {
  const { count } = await deps.database.models.helper.updateMany({
    where: { id: reader.id },
    data: { autoAccept },
  });
  if (count === 0) throw new Refused('NotFound');
  return { autoAccept };
});
