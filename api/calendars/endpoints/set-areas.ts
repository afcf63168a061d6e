import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setAreas as write } from '../writes/set-areas.ts';
import { tellUnfit } from '../writes/tell-unfit.ts';

export const setAreas = endpoint(http.setAreas, async ({ deps, reader, body }) => {
  const { id: helperId, city } = reader;
  const told = await deps.database.transaction((tx) => write({ tx, helperId, city, body }));
  if (told.length > 0) await tellUnfit({ deps, helperId });
  return { ok: true as const, told };
});
