import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { offersTo } from '../reads/offers-to.ts';

export const offers = endpoint(http.offers, async ({ deps, reader }) => ({
  offers: await offersTo({ database: deps.database, helperId: reader.id }),
}));
