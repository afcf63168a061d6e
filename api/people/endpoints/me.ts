import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { presentMe } from '../reads/present-me.ts';

export const me = endpoint(http.me, ({ deps, reader }) => presentMe({ database: deps.database, reader }));
