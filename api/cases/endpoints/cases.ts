import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { listCases } from '../reads/list-cases.ts';

export const cases = endpoint(http.cases, ({ deps, reader, query }) => listCases({ deps, reader, query }));
