import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { helperDetails } from '../../reads/helper-details.ts';
import { helperHere } from '../../reads/helper-here.ts';

export const helper = endpoint(http.helper, async ({ deps, reader, params }) => {
  const asked = { database: deps.database, helperId: params.helperId };
  await helperHere({ ...asked, reader });
  return helperDetails(asked);
});
