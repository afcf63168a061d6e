import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { catalogueOf } from '../reads/catalogue-of.ts';

export const catalogue = endpoint(http.catalogue, ({ deps, query }) =>
  catalogueOf({ deps, city: query.city }),
);
