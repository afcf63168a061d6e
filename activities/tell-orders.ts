import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { SignalBody } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import type { UnfitMessage } from './helpers/unfit-helpers.ts';
import type { PaidMessage } from './money/tell-paid.ts';

/** Messages from the worker to workflows of orders. A workflow ignores a repeated message by its id. */
export function tellOrders(client: Client) {
  /** false: the order is closed and gets no messages. */
  async function tell(orderId: string, signal: string, body: object): Promise<boolean> {
    try {
      await client.workflow.getHandle(workflowIdOf(orderId)).signal<[object]>(signal, body);
      return true;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }
  return {
    /**
     * The id contains the notice and its last position. The watch finds bounced notices of an order's end among the
     * deliveries.
     */
    async bounced(input: { orderId: string; noticeId: string; position: number }): Promise<void> {
      const { orderId, noticeId, position } = input;
      const body: SignalBody<'noticeBounced'> = { messageId: `bounced-${noticeId}-${position}`, noticeId };
      await tell(orderId, 'noticeBounced', body);
    },

    /** Ops of the order decide about it. */
    async unfit({ orderId, body }: UnfitMessage): Promise<void> {
      await tell(orderId, 'helperUnfit', body);
    },

    /** Payments that the API could not report to the order when the gateway reported them. */
    async paid({ orderId, body }: PaidMessage): Promise<'sent' | 'gone'> {
      return (await tell(orderId, 'paymentSettled', body)) ? 'sent' : 'gone';
    },
  };
}
