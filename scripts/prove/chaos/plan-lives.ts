import { type Plan, planOrders } from '../simulate/plan.ts';
import type { Guard } from './take-guard-away.ts';

/** The simulator's plans. The last ones skip their deadlines: the wait at the end is recovery, not a timer. */
export function planLives(input: { orders: number; seed: number; without?: Guard | undefined }): Plan[] {
  const { orders, seed, without } = input;
  // All orders want the same helpers on the same day, so that only the guard prevents double bookings.
  if (without === 'guard') {
    return planOrders({ orders, seed, script: 'happy', faults: false }).map((plan) => ({
      ...plan,
      serviceCode: 'dailyCleaning',
      daysAhead: 3,
    }));
  }
  return planOrders({ orders, seed }).map((plan) => ({
    ...plan,
    waitsOut: plan.waitsOut && plan.index < orders * 0.7,
  }));
}
