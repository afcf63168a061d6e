import { helperHere } from '#api/access/helper-here.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { setTraits } from '../writes/set-traits.ts';

export const setHelperTraits = endpoint(http.setHelperTraits, async ({ deps, reader, params, body }) => {
  const { helperId } = params;
  await helperHere({ database: deps.database, reader, helperId });
  return deps.database.transaction((tx) => setTraits({ tx, helperId, body }));
});
