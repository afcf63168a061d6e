import type { Prisma } from '#prisma/generated/client.ts';

/** A row of table "order" as Prisma reads it. */
export type StoredOrder = Prisma.OrderGetPayload<object>;
