import type { z } from 'zod';
import type { StaffMember } from '#contracts/cases/case.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';

/** Active staff of a city, by name. */
export async function staffHere(database: Database, city: string): Promise<z.input<typeof StaffMember>[]> {
  const where = { city, active: true, role: { in: ['agent', 'ops'] } };
  const people = await database.models.person.findMany({ where, select: { id: true, role: true } });
  const personal = await readPersonal(
    database,
    people.map(({ id }) => id),
  );
  return people
    .map(({ id, role }) => ({ id, name: personal.get(id)?.name ?? '', role: role as 'ops' }))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh'));
}
