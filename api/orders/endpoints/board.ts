import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { opsBoard } from '../reads/ops-board.ts';

export const board = endpoint(http.board, ({ deps, reader, query }) =>
  opsBoard({ deps, city: reader.city, query }),
);
