import type { OrderSummary } from '#contracts/order.ts';
import { STAGES, type Stage } from '#contracts/stages.ts';

export interface Section {
  id: Stage | 'needsOps';
  orders: OrderSummary[];
}

/** What needs a person first, then the stages in the order of an order's life; inside, the nearest deadline first. */
export function boardSections(orders: OrderSummary[]): Section[] {
  const sorted = [...orders].sort(byDeadline);
  const sections: Section[] = [
    { id: 'needsOps', orders: sorted.filter((o) => o.needsOps) },
    ...STAGES.map((stage) => ({ id: stage, orders: sorted.filter((o) => !o.needsOps && o.stage === stage) })),
  ];
  return sections.filter((s) => s.orders.length > 0);
}

const NEVER = '9999';
const byDeadline = (a: OrderSummary, b: OrderSummary): number =>
  (a.deadline ?? NEVER).localeCompare(b.deadline ?? NEVER) || b.createdAt.localeCompare(a.createdAt);
