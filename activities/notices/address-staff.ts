import type { Tx } from '#activities/orders/order-row.ts';
import type { NoticeDraft } from './notices-of.ts';

/** `ops` is everyone who works as ops in the city. */
export async function addressStaff(tx: Tx, notices: NoticeDraft[], city: string): Promise<NoticeDraft[]> {
  if (!notices.some(({ personId }) => personId === 'ops')) return notices;
  const people = await tx.person.findMany({
    where: { role: 'ops', city, active: true },
    select: { id: true },
  });
  return notices.flatMap((notice) =>
    notice.personId === 'ops'
      ? people.map(({ id }) => ({
          ...notice,
          personId: id,
          key: notice.key.replace(/:ops(?=:|$)/, `:${id}`),
        }))
      : [notice],
  );
}
