import { HOME_CITY } from '#api/catalogue/cities.ts';
import type { Reader } from '#api/http/reader.ts';
import { Refused } from '#api/http/refused.ts';
import { toE164 } from '#contracts/typed/phone.ts';
import type { Database } from '#platform/database.ts';
import { maskPhone, writePersonal } from '#platform/personal.ts';
import type { Secret } from '#platform/proof.ts';

/** The person of a verified phone; a new one becomes a customer. */
export async function ensurePerson(input: {
  database: Database;
  secret: Secret;
  personId: string;
  phone: string;
  name?: string | undefined;
}): Promise<Reader> {
  const { database, secret, personId, phone } = input;
  const found = await database.models.person.findUnique({ where: { id: personId } });
  if (found && !found.active) throw new Refused('NotAllowed');
  if (found) return { id: found.id, role: found.role, city: found.city, locale: found.locale } as Reader;
  await database.transaction(async (tx) => {
    const models = await tx.models();
    await models.person.createMany({
      data: [{ id: personId, role: 'customer', city: HOME_CITY }],
      skipDuplicates: true,
    });
    await writePersonal(tx, secret, [
      { personId, name: input.name ?? maskPhone(phone), phone: toE164(phone) },
    ]);
  });
  return { id: personId, role: 'customer', city: HOME_CITY, locale: 'zh-CN' };
}
