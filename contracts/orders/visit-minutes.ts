const HALF_HOUR = 30;
/** The longest visit we arrange. */
const LONGEST = 24 * 60;
/** The largest quantity of any order. */
export const MOST = 1000;

export interface ServiceLength {
  shape: string;
  standardMinutes: number;
  usualQuantity: number;
}

/**
 * The minutes of a visit of this quantity, rounded to half hours. A live-in service has no visit: its standard
 * applies.
 */
export function visitMinutes(service: ServiceLength, quantity: number): number {
  if (service.shape === 'liveIn') return Math.min(service.standardMinutes, LONGEST);
  const minutes = (service.standardMinutes * quantity) / Math.max(1, service.usualQuantity);
  return Math.max(HALF_HOUR, Math.ceil(minutes / HALF_HOUR) * HALF_HOUR);
}

/** The most of a service that one order may be for: the visit fits into a day. */
export function mostQuantity(service: ServiceLength): number {
  if (service.shape === 'liveIn') return MOST;
  return Math.min(MOST, Math.floor((LONGEST * Math.max(1, service.usualQuantity)) / service.standardMinutes));
}

export const isTooLong = (minutes: number): boolean => minutes > LONGEST;
