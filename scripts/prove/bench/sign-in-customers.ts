import type { Cast, Person } from '../simulate/people.ts';
import { inTurn } from './in-turn.ts';

export interface CustomerWithAddress {
  customer: Person;
  addressId: string;
}

/** New customers, each with an address. */
export function signInCustomers(input: { cast: Cast; count: number }): Promise<CustomerWithAddress[]> {
  const { cast, count } = input;
  return inTurn(count, 8, async (n) => {
    const phone = `137${String(10_000_000 + n)}`;
    const customer = await cast.customer({ phone, name: `客户${n}` });
    const line = `人民路${n + 1}号1单元101`;
    const body = { contactName: `客户${n}`, contactPhone: phone, district: '370303', line };
    return { customer, addressId: (await customer.call('addAddress', { body })).id };
  });
}
