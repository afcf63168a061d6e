import type { Reader } from '#api/http/reader.ts';

/** False only for a helper who sees the order without being booked for it. */
export const isTheirs = (order: { helperId: string | null }, reader: Reader): boolean =>
  reader.role !== 'helper' || order.helperId === reader.id;
