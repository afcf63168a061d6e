import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { NoticeDraft } from './notices-of.ts';

/** A draft with its one reader and its final key. */
export type AddressedNotice = Omit<NoticeDraft, 'city'>;

/** Notices to `ops` become one for each active member of ops in the city. */
export async function addressStaff(tx: Queries, drafts: NoticeDraft[]): Promise<AddressedNotice[]> {
  const cities = [...new Set(drafts.filter(({ personId }) => personId === 'ops').map(({ city }) => city))];
  const staff =
    cities.length === 0
      ? []
      : await tx.query<{ id: string; city: string }>(sql`
          SELECT id, city FROM person WHERE role = 'ops' AND city = ANY(${cities}::text[]) AND active`);
  return drafts.flatMap(({ city, ...draft }) => {
    const readers =
      draft.personId === 'ops'
        ? staff.filter((one) => one.city === city).map(({ id }) => id)
        : [draft.personId];
    return readers.map((personId) => ({ ...draft, personId, key: draft.key.replace('*', personId) }));
  });
}
