import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setTraits as write } from '../writes/set-traits.ts';

export const setTraits = endpoint(http.setTraits, async ({ deps, reader, body }) =>
  deps.database.transaction((tx) => write({ tx, helperId: reader.id, body })),
);
