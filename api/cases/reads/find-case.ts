import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import type { Database } from '#platform/database.ts';
import type { Case } from '#prisma/generated/client.ts';

/** The case, if it is of the reader's city: one of another city answers as a missing one does. */
export async function findCase(input: { database: Database; reader: Reader; caseId: string }): Promise<Case> {
  const { database, reader, caseId } = input;
  const found = await database.models.case.findFirst({ where: { id: caseId, city: reader.city } });
  if (!found) throw new Refused('NotFound');
  return found;
}
