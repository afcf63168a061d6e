import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { visitsOf } from '../reads/visits-of.ts';

export const myDay = endpoint(http.myDay, ({ deps, reader, query }) =>
  visitsOf({ deps, helperId: reader.id, days: query.days ?? 7 }),
);
