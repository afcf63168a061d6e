import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { keepAnswer } from '../../keep-answer.ts';
import { addAddress as write } from '../../writes/add-address.ts';

export const addAddress = endpoint(http.addAddress, ({ deps, reader, keyed, body }) =>
  keepAnswer({ database: deps.database, keyed, work: (tx) => write({ tx, reader, id: keyed.rowId, body }) }),
);
