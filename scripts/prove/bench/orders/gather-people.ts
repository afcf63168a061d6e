import { openCast, type Person } from '../../simulate/people.ts';
import { inTurn } from '../storm/crowd.ts';
import { type Hearing, hearOrders } from './hear-orders.ts';
import { plainFetch } from './plain-fetch.ts';

export interface Lane {
  customer: Person;
  addressId: string;
  hearing: Hearing;
}
export interface People {
  lanes: Lane[];
  helper(id: string): Person;
  leave(): void;
}

/** Everybody signs in before anything is measured: one customer for each lane with a live stream, and all helpers. */
export async function gatherPeople(input: {
  url: string;
  lanes: number;
  /** false: nobody needs them */
  helpers?: boolean;
}): Promise<People> {
  const { url } = input;
  const cast = await openCast({ url, fetch: plainFetch });
  const lanes = await inTurn(input.lanes, 4, async (n): Promise<Lane> => {
    const phone = `137${String(10_000_000 + n)}`;
    const customer = await cast.customer({ phone, name: `客户${n}` });
    const body = {
      contactName: `客户${n}`,
      contactPhone: phone,
      district: '370303',
      line: `人民路${n + 1}号`,
    };
    const { id: addressId } = await customer.call('addAddress', { body });
    return { customer, addressId, hearing: await hearOrders({ url, token: customer.token() }) };
  });
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
