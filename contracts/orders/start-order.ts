import type { Policy } from '#contracts/policy.ts';
import type { Ending } from './stages.ts';

/** What an order workflow starts with. No personal data. */
export interface StartOrder {
  orderId: string;
  customerId: string;
  city: string;
  district: string;
  serviceCode: string;
  shape: 'visit' | 'liveIn';
  /** false: an agent took an inquiry in which something is missing. */
  complete: boolean;
  quantity: number;
  minutes: number;
  windowStart: string;
  windowEnd: string;
  /** A helper the customer named at once. */
  named?: string;
  placedAt: string;
  policy: Policy;
}

export interface OrderOutcome {
  orderId: string;
  ending: Ending;
  version: number;
}
