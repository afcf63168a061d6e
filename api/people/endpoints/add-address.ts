import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { http } from '#contracts/http.ts';
import { addAddress as write } from '../writes/add-address.ts';

export const addAddress = endpoint(http.addAddress, ({ deps, reader, keyed, body }) =>
  keepAnswer({ database: deps.database, keyed, work: (tx) => write({ tx, reader, id: keyed.rowId, body }) }),
);
