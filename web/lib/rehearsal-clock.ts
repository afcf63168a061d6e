import type { OrderSummary } from '#contracts/orders/order.ts';

type Timed = Pick<OrderSummary, 'rehearsal' | 'stage' | 'startsAt' | 'deadline'>;

const FROM_THE_VISIT_ON = new Set<string>(['scheduled', 'visit', 'settlement', 'review', 'followUp']);

/** In a rehearsal with skipped waits, a deadline may lie before the visit that it follows: the screen explains it. */
export const runsOnRehearsalClock = ({ rehearsal, stage, startsAt, deadline }: Timed): boolean =>
  rehearsal &&
  startsAt !== null &&
  deadline !== null &&
  FROM_THE_VISIT_ON.has(stage) &&
  Date.parse(deadline) < Date.parse(startsAt);
