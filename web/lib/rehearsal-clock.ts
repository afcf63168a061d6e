import type { OrderSummary } from '#contracts/orders/order.ts';

type Timed = Pick<OrderSummary, 'rehearsal' | 'stage' | 'startsAt' | 'deadline'>;

const FROM_THE_VISIT_ON = new Set<string>(['scheduled', 'visit', 'settlement', 'review', 'followUp']);

/** In a rehearsal whose time was let pass, a deadline may lie before the very visit it follows: the screen says why. */
export const runsOnRehearsalClock = ({ rehearsal, stage, startsAt, deadline }: Timed): boolean =>
  rehearsal &&
  startsAt !== null &&
  deadline !== null &&
  FROM_THE_VISIT_ON.has(stage) &&
  Date.parse(deadline) < Date.parse(startsAt);
