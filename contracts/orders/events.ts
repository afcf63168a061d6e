import type { Ending } from './stages.ts';

/** Timeline events about the order itself: ids, codes, times and amounts only. */
export interface OrdersEvents {
  inquiryReceived: { channel: string; complete: boolean; named?: string };
  inquiryCompleted: Record<string, never>;
  deadlineExtended: { by: 'ops' | 'outage' | 'visit'; minutes: number; until: string };
  timePassed: { minutes: number };
  needsOps: { reason: string };
  opsRepaired: { reason: string };
  closed: { ending: Ending; reason?: string };
}
