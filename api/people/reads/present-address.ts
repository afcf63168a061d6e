import type { Address } from '#contracts/people/people.ts';
import type { Prisma } from '#prisma/generated/client.ts';

export const presentAddress = (row: Prisma.AddressGetPayload<object>): Address => ({
  id: row.id,
  contactName: row.contactName,
  contactPhone: row.contactPhone,
  city: row.city,
  district: row.district,
  line: row.line,
});
