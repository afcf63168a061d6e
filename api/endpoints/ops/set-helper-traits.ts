import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { helperHere } from '../../reads/helper-here.ts';
import { setTraits } from '../../writes/set-traits.ts';

export const setHelperTraits = endpoint(http.setHelperTraits, async ({ deps, reader, params, body }) => {
  const { helperId } = params;
  await helperHere({ database: deps.database, reader, helperId });
  return deps.database.$transaction((tx) => setTraits({ tx, helperId, body }));
});
