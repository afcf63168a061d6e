import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { helperRecord } from '../reads/helper-record.ts';

export const myRecord = endpoint(http.record, ({ deps, reader, query }) =>
  helperRecord({ deps, helperId: reader.id, query }),
);
