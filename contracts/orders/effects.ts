import type { OrderEventOf } from '#contracts/events.ts';
import type { Fee } from '#contracts/money/fee.ts';
import type { Done, Move, Refusal } from '#contracts/transition.ts';
import type { Ending } from './stages.ts';

/** The effects of an order on itself. Implemented in activities/orders/. */
export interface OrdersEffects {
  /** The inquiry is now complete (quantity and window are written). */
  completeInquiry(
    move: Move & { minutes: number; quantity: number; windowStart: string; windowEnd: string },
  ): Promise<Done | Refusal>;
  /** Adds an event to the timeline. It changes nothing but the projection (and its notices). */
  recordEvent(move: Move & { event: OrderEventOf }): Promise<Done>;
  /**
   * Ends the order: slots released, pending notices voided, fee or reward in the ledger, the persons notified. A fee
   * requested without a valid proof is refused as Unverified.
   */
  closeOrder(
    move: Move & {
      ending: Ending;
      reason?: string;
      reward: boolean;
      fee: Fee | null;
    },
  ): Promise<Done | Refusal>;
  /**
   * A deadline fired: did an outage of ours, or a visit of the helper we wait for, lie inside the wait? Then the
   * deadline and its holds move by that time, at least by the grace period, and the timeline records it.
   */
  checkDeadline(
    move: Move & { waitFrom: string; deadline: string; helperId: string | null; graceMs: number },
  ): Promise<{ ok: true; extendedTo: string | null }>;
}
