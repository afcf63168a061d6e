import { minuteOfDay } from '#contracts/durations.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { first, type Life, tell } from '../life.ts';
import type { Person } from '../people.ts';
import { passTime } from './time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The customer states the need; for some scripts an agent takes an incomplete one by phone. */
export async function placeOrder(life: Life): Promise<void> {
  const { plan, catalogue } = life;
  const service = catalogue.services.find((s) => s.code === plan.serviceCode);
  if (!service) throw new Error(`The catalogue has no ${plan.serviceCode}`);
  const byAgent = plan.script === 'agentCompletes' || plan.script === 'lapsed';
  const placer = byAgent ? await life.cast.staff('agent') : life.customer;
  const address = await addressOf(life);
  const window = windowOf(life);
  const body = {
    serviceCode: service.code,
    addressId: address.id,
    // A whole day of one helper is hard to find in a busy city; half a day shows the same life.
    quantity: service.unit === 'hour' ? Math.min(4, service.usualQuantity) : service.usualQuantity,
    ...window,
    remarks: '家里有一只猫，请轻声敲门。',
    rehearsal: 'rehearsalFast' as const,
    // Nobody in the city is that old.
    ...(plan.script === 'noMatch' ? { wishes: { ageFrom: 79 } } : {}),
    ...plan.order,
    ...(byAgent ? { onBehalfOf: life.customer.me.id, incomplete: true } : {}),
  };
  const key = life.key('placeOrder');
  const place = () => placer.call('placeOrder', { body, key });
  const placed = await Promise.all(plan.doubleClicks ? [place(), place()] : [place()]);
  if (new Set(placed.map((p) => p.orderId)).size > 1) life.problems.push('a double click made two orders');
  life.orderId = placed[0]!.orderId;
}

export async function answerInquiry(life: Life, order: OrderView): Promise<boolean> {
  if (life.plan.script === 'agentCompletes' && first(life, 'completed')) {
    const agent = await life.cast.staff('agent');
    return tell(life, agent, 'completeInquiry', { quantity: order.quantity, ...windowOf(life) });
  }
  return life.plan.script === 'lapsed' ? passTime(life, order) : false;
}

/** A person keeps one address; demo people have theirs. */
async function addressOf(life: Life): Promise<{ id: string }> {
  const { addresses } = await life.customer.call('addresses', {});
  if (addresses[0]) return addresses[0];
  return newAddress(life, life.customer);
}

function newAddress(life: Life, customer: Person): Promise<{ id: string }> {
  const districts = life.catalogue.districts;
  const district = districts[life.plan.index % Math.min(3, districts.length)]!;
  return customer.call('addAddress', {
    body: {
      contactName: customer.me.name,
      contactPhone: customer.phone,
      district: district.code,
      line: `人民路${life.plan.index + 1}号2单元301`,
    },
    key: life.key('addAddress'),
  });
}

/**
 * A whole day of visit hours, or for `daysAhead: 0` what is left of today, else tomorrow.
 * @internal tests ask at the end of a day
 */
export function windowOf(
  life: Pick<Life, 'plan' | 'catalogue'>,
  now = Date.now(),
): { windowStart: string; windowEnd: string } {
  const { catalogue, plan } = life;
  const offset = catalogue.utcOffsetMinutes * 60_000;
  const opens = minuteOfDay(catalogue.visitHours.from) * 60_000 + HOUR;
  const closes = minuteOfDay(catalogue.visitHours.to) * 60_000;
  const midnight = Math.floor((now + offset) / DAY) * DAY - offset;
  let start = midnight + plan.daysAhead * DAY + opens;
  let end = midnight + plan.daysAhead * DAY + closes;
  if (plan.daysAhead === 0) {
    start = Math.max(start, Math.ceil((now + HOUR) / (HOUR / 2)) * (HOUR / 2));
    // Too late for a long service today: the first hours of tomorrow, still less than 24 h ahead.
    if (end - start < 10 * HOUR) {
      start = midnight + DAY + opens;
      end = midnight + DAY + closes;
    }
  }
  return { windowStart: new Date(start).toISOString(), windowEnd: new Date(end).toISOString() };
}
