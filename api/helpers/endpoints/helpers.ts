import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { findHelpers } from '../reads/find-helpers.ts';

export const helpers = endpoint(http.helpers, ({ deps, reader, query }) =>
  findHelpers({ deps, city: reader.city, query }),
);
