import { otherSide } from '#api/access/other-side.ts';
import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { blocksOf } from '../reads/blocks-of.ts';

export const orderBlock = endpoint(http.orderBlock, async ({ deps: { database }, reader, params }) => {
  const only = await otherSide({ database, reader, orderId: params.orderId });
  if (!only) return { possible: false, block: null };
  const [block] = await blocksOf({ database, personId: reader.id, only });
  return { possible: true, block: block ?? null };
});
