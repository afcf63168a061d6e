import { helperHere } from '#api/access/helper-here.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { helperDetails } from '../reads/helper-details.ts';

export const oneHelper = endpoint(http.helper, async ({ deps, reader, params }) => {
  const asked = { database: deps.database, helperId: params.helperId };
  await helperHere({ ...asked, reader });
  return helperDetails(asked);
});
