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
  /** Anything on the timeline that touches nothing but the projection (and its notices). */
  recordEvent(move: Move & { event: OrderEventOf }): Promise<Done>;
  /** Ends the order: slots released, notices of waits voided, fee or reward in the ledger, the ending told. A fee asked
   * for without valid proof is refused as Unverified. */
  closeOrder(
    move: Move & {
      ending: Ending;
      reason?: string;
      reward: boolean;
      fee: Fee | null;
    },
  ): Promise<Done | Refusal>;
  /**
   * A deadline fired: which outage of ours (or own visit of a helper we wait for) lay inside the wait? Then the
   * deadline and its holds move by it, at least by the grace, and the timeline says so.
   */
  checkDeadline(
    move: Move & { waitFrom: string; deadline: string; helperId: string | null; graceMs: number },
  ): Promise<{ ok: true; extendedTo: string | null }>;
}
