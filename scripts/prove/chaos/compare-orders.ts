import type { Plan } from '../simulate/plan.ts';
import type { LifeResult } from '../simulate/run.ts';

export interface ComparedOrder {
  id: string;
  stage: string;
  needs_ops_reason: string | null;
}

/** Every order, every acknowledged placement and every planned order must match; what does not is reported. */
export function compareOrders(input: {
  orders: ComparedOrder[];
  /** Of every placement that was acknowledged. */
  placed: string[];
  plans: Plan[];
  results: LifeResult[];
}): Record<'lostOrders' | 'extraOrders' | 'openOrders' | 'unfinishedLives' | 'faultyLives', string[]> {
  const { orders, plans, results } = input;
  const known = new Set(orders.map(({ id }) => id));
  const placed = new Set(input.placed);
  // An order whose placement has no answer yet has no known number.
  const unnamed = Math.max(0, plans.length - placed.size);
  const strange = orders.filter(({ id }) => !placed.has(id));
  const ended = new Set(results.map(({ plan }) => plan.index));
  return {
    lostOrders: [...placed].filter((id) => !known.has(id)),
    extraOrders: strange.slice(unnamed).map(({ id }) => `${id} was placed by nobody`),
    openOrders: [
      ...orders
        .filter(({ stage }) => stage !== 'closed')
        .map(
          ({ id, stage, needs_ops_reason: reason }) =>
            `${id} is still in ${stage}${reason ? ` (${reason})` : ''}`,
        ),
      ...Array.from({ length: Math.max(0, plans.length - orders.length) }, () => 'an order was never placed'),
    ],
    // Its order may be closed, although the simulation did not see the end or check it.
    unfinishedLives: plans
      .filter(({ index }) => !ended.has(index))
      .map(({ index, script }) => `life ${index} ${script} did not come to its end`),
    faultyLives: results
      .filter(({ problems }) => problems.length > 0)
      .map(({ orderId, plan, problems }) => `${orderId} ${plan.script}: ${problems.join(' | ')}`),
  };
}
