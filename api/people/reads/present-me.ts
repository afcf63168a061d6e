import type { Reader } from '#api/http/reader.ts';
import type { Me } from '#contracts/people/people.ts';
import type { Database } from '#platform/database.ts';
import { maskPhone, readPersonal } from '#platform/personal.ts';

export async function presentMe(input: { database: Database; reader: Reader }): Promise<Me> {
  const { reader } = input;
  const personal = (await readPersonal(input.database, [reader.id])).get(reader.id);
  return {
    id: reader.id,
    role: reader.role,
    name: personal?.name ?? '',
    maskedPhone: personal ? maskPhone(personal.phone) : '',
    city: reader.city,
    locale: reader.locale,
  };
}
