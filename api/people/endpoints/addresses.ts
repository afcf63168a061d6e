import { endpoint } from '#api/http/endpoint.ts';
import { http } from '#contracts/http.ts';
import { presentAddress } from '../reads/present-address.ts';

export const addresses = endpoint(http.addresses, async ({ deps, reader }) => {
  const where = { personId: reader.id, removedAt: null };
  const rows = await deps.database.models.address.findMany({
    where,
    orderBy: { createdAt: 'desc' },
    take: 50,
  });
  return { addresses: rows.map(presentAddress) };
});
