import { readFile } from 'node:fs/promises';
import type { ReplyOf } from '#contracts/http.ts';
import type { Role } from '#contracts/people/roles.ts';
import { toE164 } from '#contracts/typed/phone.ts';
import type { Database } from '#platform/database.ts';
import { readPersonal } from '#platform/personal.ts';

const FILE = new URL('../../../prisma/demo-logins.json', import.meta.url);

/** Everyone from the seed, the demo people first. Development servers only. */
export async function demoLogins(database: Database): Promise<ReplyOf<'demoLogins'>['logins']> {
  const [people, first] = await Promise.all([
    database.models.person.findMany({
      // A person with an unknown phone cannot log in.
      where: { private: { isNot: null } },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      take: 500,
      select: { id: true, role: true },
    }),
    demoPhones(),
  ]);
  const personal = await readPersonal(
    database,
    people.map(({ id }) => id),
  );
  const logins = people.flatMap(({ id, role }) => {
    const one = personal.get(id);
    return one ? [{ id, role: role as Role, name: one.name, phone: one.phone.replace(/^\+86/, '') }] : [];
  });
  const place = (phone: string): number => first.get(toE164(phone)) ?? first.size;
  return logins.sort((a, b) => place(a.phone) - place(b.phone));
}

async function demoPhones(): Promise<Map<string, number>> {
  try {
    const people = JSON.parse(await readFile(FILE, 'utf8')) as { phone: string }[];
    return new Map(people.map(({ phone }, place) => [toE164(phone), place]));
  } catch {
    return new Map();
  }
}
