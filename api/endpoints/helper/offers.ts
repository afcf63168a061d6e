import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { offersTo } from '../../reads/offers-to.ts';

export const offers = endpoint(http.offers, async ({ deps, reader }) => ({
  offers: await offersTo({ database: deps.database, helperId: reader.id }),
}));
