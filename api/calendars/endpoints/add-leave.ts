import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { http } from '#contracts/http.ts';
import { addLeave as write } from '../writes/add-leave.ts';
import { tellUnfit } from '../writes/tell-unfit.ts';

export const addLeave = endpoint(http.addLeave, async ({ deps, reader, keyed, body }) => {
  const helperId = reader.id;
  const saved = await keepAnswer({
    database: deps.database,
    keyed,
    work: (tx) => write({ tx, helperId, id: keyed.rowId, body }),
  });
  if (saved.told.length > 0) await tellUnfit({ deps, helperId });
  return { ok: true as const, ...saved };
});
