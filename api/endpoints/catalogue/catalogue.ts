import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { catalogueOf } from '../../reads/catalogue-of.ts';

export const catalogue = endpoint(http.catalogue, ({ deps, query }) =>
  catalogueOf({ deps, city: query.city }),
);
