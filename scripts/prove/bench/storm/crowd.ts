import type { CallInput } from '#contracts/client.ts';
import { type Cast, openCast, type Person } from '../../simulate/people.ts';
import { inTurn } from '../in-turn.ts';
import { signInCustomers } from '../sign-in-customers.ts';
import type { SOFT } from './prepare-city.ts';

export interface Waiting {
  customer: Person;
  orderId: string;
  /** The helper that the order named. */
  named: string;
}
export interface Crowd {
  cast: Cast;
  ops: Person;
  /** Orders of many customers that all want this helper; ready when they have their shortlist. */
  orders(input: {
    how: typeof SOFT;
    quantity: number;
    count: number;
    helperId: string;
    window: (n: number) => { from: number; to: number };
  }): Promise<Waiting[]>;
  untilSelection(waiting: Waiting): Promise<void>;
}

export const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Placing uses every process: a few at a time are fastest. */
const AT_A_TIME = 8;

export async function gatherRivals(input: { url: string; customers: number }): Promise<Crowd> {
  const cast = await openCast({ url: input.url });
  const people = await signInCustomers({ cast, count: input.customers });
  let placed = 0;
  return {
    cast,
    ops: await cast.staff('ops'),
    untilSelection: ({ customer, orderId }) => untilSelection(customer, orderId),
    orders: ({ how, quantity, count, helperId, window }) =>
      inTurn(count, AT_A_TIME, async (n) => {
        const { customer, addressId } = people[placed++ % people.length]!;
        const { from, to } = window(n);
        const body = {
          ...{ serviceCode: how.service, addressId, quantity, namedHelperId: helperId },
          windowStart: new Date(from).toISOString(),
          windowEnd: new Date(to).toISOString(),
        };
        const { orderId } = await customer.call('placeOrder', { body } as CallInput<'placeOrder'>);
        await untilSelection(customer, orderId);
        return { customer, orderId, named: helperId };
      }),
  };
}

/** 10:00 in the city, some days ahead. */
export function morning(day: number): number {
  return Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY + day * DAY + 2 * HOUR;
}

async function untilSelection(customer: Person, orderId: string): Promise<void> {
  for (const until = Date.now() + 300_000; Date.now() < until; ) {
    const { stage, needsOpsReason } = await customer.call('order', { params: { orderId } });
    if (stage === 'selection') return;
    if (needsOpsReason === 'noHelperFound') throw new Error(`${orderId} found nobody`);
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`${orderId} has no shortlist after five minutes`);
}
