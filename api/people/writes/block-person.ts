import { otherSide } from '#api/access/other-side.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { BlockView } from '#contracts/people/people.ts';
import type { Database } from '#platform/database.ts';
import { blocksOf } from '../reads/blocks-of.ts';

/** Excludes the other side of this order from future matching; a repetition makes no second block. */
export async function blockPerson(input: {
  database: Database;
  reader: Reader;
  orderId: string;
}): Promise<BlockView> {
  const { database, reader } = input;
  const personId = await otherSide(input);
  if (!personId) throw new Refused('NothingToBlock');
  await database.models.block.createMany({
    data: [{ blockerId: reader.id, blockedId: personId }],
    skipDuplicates: true,
  });
  const [block] = await blocksOf({ database, personId: reader.id, only: personId });
  if (!block) throw new Refused('NotFound');
  return block;
}
