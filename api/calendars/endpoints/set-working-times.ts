import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setWorkingTimes as write } from '../writes/set-working-times.ts';
import { tellUnfit } from '../writes/tell-unfit.ts';

export const setWorkingTimes = endpoint(http.setWorkingTimes, async ({ deps, reader, body }) => {
  const told = await deps.database.transaction((tx) => write({ tx, helperId: reader.id, body }));
  if (told.length > 0) await tellUnfit({ deps, helperId: reader.id });
  return { ok: true as const, told };
});
