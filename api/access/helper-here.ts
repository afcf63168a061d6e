import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';

/** Staff look after the helpers of their own city. A helper of another city gives the same answer as a missing one. */
export async function helperHere(input: {
  database: Database;
  reader: Reader;
  helperId: string;
}): Promise<void> {
  const { database, reader, helperId } = input;
  const where = { id: helperId, city: reader.city };
  if ((await database.models.helper.count({ where })) === 0) throw new Refused('NotFound');
}
