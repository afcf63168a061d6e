import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setAutoAcceptTimes as write } from '../writes/set-auto-accept-times.ts';

export const setAutoAcceptTimes = endpoint(http.setAutoAcceptTimes, async ({ deps, reader, body }) => {
  await deps.database.transaction((tx) => write({ tx, helperId: reader.id, body }));
  return { ok: true as const };
});
