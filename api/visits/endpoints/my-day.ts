import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { visitsOf } from '../reads/visits-of.ts';

export const myDay = endpoint(http.myDay, async ({ deps, reader, query }) => ({
  visits: await visitsOf({ database: deps.database, helperId: reader.id, days: query.days ?? 7 }),
}));
