import type { Queries } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';
import type { NoticeDraft } from './notices-of.ts';

/** A draft with its one reader and its final key. */
export type AddressedNotice = Omit<NoticeDraft, 'city'>;

/** Notices to `ops` become one for each active member of ops in the city, or in all of them. */
export async function addressStaff(tx: Queries, drafts: NoticeDraft[]): Promise<AddressedNotice[]> {
  const toOps = drafts.filter(({ personId }) => personId === 'ops');
  const cities = [...new Set(toOps.flatMap(({ city }) => city ?? []))];
  const everywhere = toOps.some(({ city }) => city === null);
  const staff =
    toOps.length === 0
      ? []
      : await tx.query<{ id: string; city: string }>(sql`
          SELECT id, city FROM person
          WHERE role = 'ops' AND active AND (city = ANY(${cities}::text[]) OR ${everywhere}::boolean)`);
  return drafts.flatMap(({ city, ...draft }) => {
    const here = staff.filter((one) => city === null || one.city === city).map(({ id }) => id);
    const readers = draft.personId === 'ops' ? here : [draft.personId];
    return readers.map((personId) => ({ ...draft, personId, key: draft.key.replace('*', personId) }));
  });
}
