import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { blocksOf } from '../reads/blocks-of.ts';

export const blocks = endpoint(http.blocks, async ({ deps, reader }) => ({
  blocks: await blocksOf({ database: deps.database, personId: reader.id }),
}));
