import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';
import type { Case } from '#prisma/generated/client.ts';

/** The case, if it is of the reader's city. A case of another city gives the same answer as a missing one. */
export async function findCase(input: { database: Database; reader: Reader; caseId: string }): Promise<Case> {
  const { database, reader, caseId } = input;
  const found = await database.models.case.findFirst({ where: { id: caseId, city: reader.city } });
  if (!found) throw new Refused('NotFound');
  return found;
}
