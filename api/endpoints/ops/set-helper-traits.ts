import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { setTraits } from '../../writes/set-traits.ts';

export const setHelperTraits = endpoint(http.setHelperTraits, async ({ deps, params, body }) =>
  deps.database.$transaction((tx) => setTraits({ tx, helperId: params.helperId, body })),
);
