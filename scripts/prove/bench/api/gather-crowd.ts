import pg from 'pg';
import { openCast } from '../../simulate/people.ts';
import { inTurn } from '../in-turn.ts';
import { gatherPeople } from '../orders/gather-people.ts';
import { liveOrder } from '../orders/live-order.ts';
import type { Crowd } from './kinds.ts';

const CUSTOMERS = 12;
const ORDERS = 24;

/** Signs everybody in and makes orders with agreement, visit, money and review. */
export async function gatherCrowd(input: { url: string; databaseUrl: string }): Promise<Crowd> {
  const { url, databaseUrl } = input;
  const people = await gatherPeople({ url, lanes: CUSTOMERS });
  const cast = await openCast({ url });
  const phones = new pg.Pool({ connectionString: databaseUrl, max: 4 });
  const orders = await inTurn(ORDERS, 4, async (n) => {
    const lane = people.lanes[n % CUSTOMERS]!;
    const orderId = await liveOrder({ lane, people, phones, index: n });
    const { rows } = await phones.query<{ helper_id: string }>(
      'SELECT helper_id FROM "order" WHERE id = $1',
      [orderId],
    );
    const { customer, addressId } = lane;
    return { orderId, customer, addressId, helper: people.helper(rows[0]!.helper_id) };
  });
  await phones.end();
  return { url, people, orders, placed: [], ops: await cast.staff('ops'), agent: await cast.staff('agent') };
}
