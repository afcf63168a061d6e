const HALF_HOUR = 30;
const LONGEST_VISIT = 24 * 60;

/** How long a visit of this quantity takes, in half hours; a live-in need has no visit, its standard stands. */
export function visitMinutes(
  service: { shape: string; standardMinutes: number; usualQuantity: number },
  quantity: number,
): number {
  if (service.shape === 'liveIn') return Math.min(service.standardMinutes, LONGEST_VISIT);
  const minutes = (service.standardMinutes * quantity) / Math.max(1, service.usualQuantity);
  return Math.max(HALF_HOUR, Math.ceil(minutes / HALF_HOUR) * HALF_HOUR);
}

export const isTooLong = (minutes: number): boolean => minutes > LONGEST_VISIT;
