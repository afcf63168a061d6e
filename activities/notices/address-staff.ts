import type { Tx } from '#platform/database.ts';
import type { NoticeDraft } from './notices-of.ts';

/** A draft with its one reader and its final key. */
export type AddressedNotice = Omit<NoticeDraft, 'city'>;

/** Notices to `ops` become one for each active member of ops in the city. */
export async function addressStaff(
  tx: Pick<Tx, 'person'>,
  drafts: NoticeDraft[],
): Promise<AddressedNotice[]> {
  const cities = [...new Set(drafts.filter(({ personId }) => personId === 'ops').map(({ city }) => city))];
  const models = await tx.models();
const staff =
    cities.length === 0
      ? []
      : await models.person.findMany({
          where: { role: 'ops', city: { in: cities }, active: true },
          select: { id: true, city: true },
        });
  return drafts.flatMap(({ city, ...draft }) => {
    const readers =
      draft.personId === 'ops'
        ? staff.filter((one) => one.city === city).map(({ id }) => id)
        : [draft.personId];
    return readers.map((personId) => ({ ...draft, personId, key: draft.key.replace('*', personId) }));
  });
}
