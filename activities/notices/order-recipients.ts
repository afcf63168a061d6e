import { millis } from '#contracts/durations.ts';
import type { Party } from '#contracts/people/roles.ts';
import type { Moment, Recipient } from './define-notice.ts';

type How = Omit<Recipient, 'to'>;
type OrderMoment = Moment<'order'>;

export const toCustomer = ({ row }: OrderMoment, how: How = {}): Recipient[] => [
  { ...how, to: row.customerId },
];

/** Nobody as long as the order has no helper. */
export const toHelper = ({ row }: OrderMoment, how: How = {}): Recipient[] =>
  row.helperId ? [{ ...how, to: row.helperId }] : [];

export const toParty = (moment: OrderMoment, party: Party, how: How = {}): Recipient[] =>
  party === 'helper' ? toHelper(moment, how) : toCustomer(moment, how);

/** When a reminder is due that comes so long after the transition. */
export const after = ({ at }: OrderMoment, duration: string): number => at + millis(duration);

/** When the visit's reminders are due. A rehearsal that let time pass is that much closer to the visit. */
export function beforeVisit({ row, at }: OrderMoment): number[] {
  if (!row.startsAt || !row.helperId) return [];
  const start = row.startsAt.getTime() - row.clockShiftMs;
  return row.policy.visitReminders.map((before) => start - millis(before)).filter((due) => due > at);
}
