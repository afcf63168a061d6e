import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { offersTo } from '../reads/offers-to.ts';

export const offers = endpoint(http.offers, ({ deps, reader }) => offersTo({ deps, helperId: reader.id }));
