import { createClient } from '#contracts/client.ts';
import type { Person } from '../../simulate/people.ts';
import type { People } from '../orders/gather-people.ts';

export interface Crowd {
  url: string;
  people: People;
  ops: Person;
  agent: Person;
  /** Orders in many stages, with their participants. */
  orders: { orderId: string; customer: Person; addressId: string; helper: Person }[];
  /** Placed by this run and still open. */
  placed: { orderId: string; customer: Person }[];
}
export interface Kind {
  weight: number;
  write?: true;
  send(crowd: Crowd, draw: () => number): Promise<unknown>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const one = <T>(list: readonly T[], draw: () => number): T => list[Math.floor(draw() * list.length)]!;

/** The requests of a minute in a busy city: mostly reads of every role; about one in eight changes something. */
export const KINDS = {
  catalogue: { weight: 6, send: ({ url }) => anyone(url)('catalogue', {}) },
  me: { weight: 4, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).customer)('me', {}) },
  orders: { weight: 12, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).customer)('orders', {}) },
  order: {
    weight: 18,
    send: (crowd, draw) => {
      const { orderId, customer } = one(crowd.orders, draw);
      return as(crowd, customer)('order', { params: { orderId } });
    },
  },
  orderOfHelper: {
    weight: 6,
    send: (crowd, draw) => {
      const { orderId, helper } = one(crowd.orders, draw);
      return as(crowd, helper)('order', { params: { orderId } });
    },
  },
  agreement: {
    weight: 5,
    send: (crowd, draw) => {
      const { orderId, customer } = one(crowd.orders, draw);
      return as(crowd, customer)('agreement', { params: { orderId } });
    },
  },
  inbox: { weight: 8, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).customer)('inbox', {}) },
  addresses: {
    weight: 4,
    send: (crowd, draw) => as(crowd, one(crowd.orders, draw).customer)('addresses', {}),
  },
  offers: { weight: 6, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).helper)('offers', {}) },
  myDay: { weight: 6, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).helper)('myDay', {}) },
  myCalendar: {
    weight: 3,
    send: (crowd, draw) => as(crowd, one(crowd.orders, draw).helper)('myCalendar', {}),
  },
  record: { weight: 2, send: (crowd, draw) => as(crowd, one(crowd.orders, draw).helper)('record', {}) },
  board: { weight: 4, send: (crowd) => as(crowd, crowd.ops)('board', {}) },
  cases: { weight: 2, send: (crowd) => as(crowd, crowd.ops)('cases', {}) },
  helpers: { weight: 1, send: (crowd) => as(crowd, crowd.agent)('helpers', { query: { q: '王' } }) },
  readInbox: {
    weight: 3,
    write: true,
    send: (crowd, draw) => as(crowd, one(crowd.orders, draw).customer)('readInbox', { body: {} }),
  },
  setAutoAccept: {
    weight: 3,
    write: true,
    send: (crowd, draw) =>
      as(crowd, one(crowd.orders, draw).helper)('setAutoAccept', { body: { autoAccept: false } }),
  },
  placeOrder: {
    weight: 2,
    write: true,
    async send(crowd, draw) {
      const { customer, addressId } = one(crowd.orders, draw);
      const midnight = Math.floor((Date.now() + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
      const start = midnight + (2 + Math.floor(draw() * 20)) * DAY + 9 * HOUR;
      const { orderId } = await as(crowd, customer)('placeOrder', {
        body: {
          serviceCode: 'dailyCleaning',
          addressId,
          quantity: 2,
          windowStart: new Date(start).toISOString(),
          windowEnd: new Date(start + 8 * HOUR).toISOString(),
        },
      });
      // A person reads the shortlist before cancelling; until then the order may be changing.
      setTimeout(() => crowd.placed.push({ orderId, customer }), 5_000);
    },
  },
  cancelOrder: {
    weight: 2,
    write: true,
    send: (crowd) => {
      const next = crowd.placed.shift();
      // Nothing to cancel yet: the person only reads the own orders.
      if (!next) return as(crowd, crowd.orders[0]!.customer)('orders', {});
      const { orderId, customer } = next;
      return as(crowd, customer)('cancelOrder', { params: { orderId }, body: { reason: 'changedMind' } });
    },
  },
} satisfies Record<string, Kind>;

/** Without retries: refused or slow requests must be visible. */
const as = ({ url }: Crowd, person: Person) => createClient({ baseUrl: url, token: () => person.token() });
const anyone = (url: string) => createClient({ baseUrl: url });
