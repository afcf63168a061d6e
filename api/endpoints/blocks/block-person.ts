import { http } from '#contracts/http.ts';
import { endpoint } from '../../endpoint.ts';
import { blockPerson as write } from '../../writes/block-person.ts';

export const blockPerson = endpoint(http.blockPerson, ({ deps, reader, params }) =>
  write({ database: deps.database, reader, orderId: params.orderId }),
);
