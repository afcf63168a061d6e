import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { helperDetails } from '../../reads/helper-details.ts';

export const helper = endpoint(http.helper, ({ deps, params }) =>
  helperDetails({ database: deps.database, helperId: params.helperId }),
);
