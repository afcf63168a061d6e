import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { secretOf } from '#platform/env.ts';
import { findByPhone, maskPhone } from '#platform/personal.ts';
import { presentAddress } from '../reads/present-address.ts';

// Customers of the staff's own city: those who live or have an address there.
export const customers = endpoint(http.customers, async ({ deps, reader, query }) => {
  const { database, env } = deps;
  const here = { city: reader.city, removedAt: null };
  const found = await findByPhone(database, secretOf(env), query.phone);
  const person =
    found &&
    (await database.models.person.findFirst({
      where: {
        ...{ id: found.personId, role: 'customer', active: true },
        OR: [{ city: reader.city }, { addresses: { some: here } }],
      },
    }));
  if (!found || !person) return { customers: [] };
  const rows = await database.models.address.findMany({
    where: { personId: person.id, ...here },
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  const { name, phone } = found;
  return {
    customers: [{ id: person.id, name, maskedPhone: maskPhone(phone), addresses: rows.map(presentAddress) }],
  };
});
