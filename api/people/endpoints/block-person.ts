import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { blockPerson as write } from '../writes/block-person.ts';

export const blockPerson = endpoint(http.blockPerson, ({ deps, reader, params }) =>
  write({ database: deps.database, reader, orderId: params.orderId }),
);
