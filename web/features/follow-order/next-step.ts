import type { OrderSummary } from '#contracts/order.ts';

/** Orders a customer still has something with, the one that waits for him first, then the nearest deadline. */
export function byUrgency(a: OrderSummary, b: OrderSummary): number {
  const mine = Number(b.waitingFor === 'customer') - Number(a.waitingFor === 'customer');
  if (mine !== 0) return mine;
  return (a.deadline ?? a.startsAt ?? a.windowStart).localeCompare(b.deadline ?? b.startsAt ?? b.windowStart);
}

export const mayPay = (order: Pick<OrderSummary, 'settlement'>) =>
  order.settlement === 'due' || order.settlement === 'overdue';
