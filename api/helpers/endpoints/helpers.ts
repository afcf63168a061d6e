import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { secretOf } from '#platform/env.ts';
import { findHelpers } from '../reads/find-helpers.ts';

export const helpers = endpoint(http.helpers, async ({ deps, reader, query }) => ({
  helpers: await findHelpers({
    database: deps.database,
    secret: secretOf(deps.env),
    city: reader.city,
    ...query,
  }),
}));
