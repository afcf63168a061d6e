import type { OrderSummary } from '#contracts/orders/order.ts';
import { STAGES, type Stage } from '#contracts/orders/stages.ts';

export interface Section {
  id: Stage | 'needsOps';
  orders: OrderSummary[];
  /** So many more of this stage stand in the first section: with them it is the number on the stage's chip. */
  above: number;
}

/** What needs a person first, then the stages in the order of an order's life; inside, the nearest deadline first. */
export function boardSections(orders: OrderSummary[]): Section[] {
  const sorted = [...orders].sort(byDeadline);
  const sections: Section[] = [
    { id: 'needsOps', orders: sorted.filter((o) => o.needsOps), above: 0 },
    ...STAGES.map((stage) => {
      const here = sorted.filter((o) => o.stage === stage);
      const orders = here.filter((o) => !o.needsOps);
      return { id: stage, orders, above: here.length - orders.length };
    }),
  ];
  return sections.filter((s) => s.orders.length > 0);
}

const NEVER = '9999';
const byDeadline = (a: OrderSummary, b: OrderSummary): number =>
  (a.deadline ?? NEVER).localeCompare(b.deadline ?? NEVER) || b.createdAt.localeCompare(a.createdAt);
