import type { Policy } from '#contracts/policy.ts';
import type { Ending } from './stages.ts';

/** The input of an order workflow. No personal data. */
export interface StartOrder {
  orderId: string;
  customerId: string;
  city: string;
  district: string;
  serviceCode: string;
  shape: 'visit' | 'liveIn';
  /** false: an agent took an incomplete inquiry. */
  complete: boolean;
  quantity: number;
  minutes: number;
  windowStart: string;
  windowEnd: string;
  /** The helper whom the customer named when placing the order. */
  named?: string;
  placedAt: string;
  policy: Policy;
}

export interface OrderOutcome {
  orderId: string;
  ending: Ending;
  version: number;
}
