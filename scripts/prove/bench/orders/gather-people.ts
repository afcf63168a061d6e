import { openCast, type Person } from '../../simulate/people.ts';
import { inTurn } from '../in-turn.ts';
import { type CustomerWithAddress, signInCustomers } from '../sign-in-customers.ts';
import { type Hearing, hearOrders } from './hear-orders.ts';
import { plainFetch } from './plain-fetch.ts';

export interface Lane extends CustomerWithAddress {
  hearing: Hearing;
}
export interface People {
  lanes: Lane[];
  helper(id: string): Person;
  leave(): void;
}

/** Signs everybody in before anything is measured: one customer for each lane with a live stream, and all helpers. */
export async function gatherPeople(input: {
  url: string;
  lanes: number;
  /** false: no helper is needed */
  helpers?: boolean;
}): Promise<People> {
  const { url } = input;
  const cast = await openCast({ url, fetch: plainFetch });
  const customers = await signInCustomers({ cast, count: input.lanes });
  const lanes = await Promise.all(
    customers.map(
      async (one): Promise<Lane> => ({
        ...one,
        hearing: await hearOrders({ url, token: one.customer.token() }),
      }),
    ),
  );
  const { logins } = await lanes[0]!.customer.call('demoLogins', {});
  const seeded = logins.filter(({ role }) => input.helpers !== false && role === 'helper');
  const helpers = new Map<string, Person>();
  await inTurn(seeded.length, 4, async (n) => {
    const { id } = seeded[n]!;
    helpers.set(id, await cast.helper(id));
  });
  return {
    lanes,
    helper(id) {
      const person = helpers.get(id);
      if (!person) throw new Error(`Helper ${id} did not sign in`);
      return person;
    },
    leave() {
      for (const { hearing } of lanes) hearing.close();
    },
  };
}
