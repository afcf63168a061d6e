import { type Plan, planOrders } from '../simulate/plan.ts';
import type { Guard } from './take-guard-away.ts';

/** The simulator's plans. The last ones jump their deadlines: what is waited for at the end is recovery, not a clock. */
export function planLives(input: { orders: number; seed: number; without?: Guard | undefined }): Plan[] {
  const { orders, seed, without } = input;
  // Everybody wants the same helpers on the same day, so that only the guard keeps them apart.
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
