import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { SignalBody } from '#contracts/messages.ts';
import { workflowIdOf } from '#contracts/names.ts';
import type { UnfitMessage } from './helpers/unfit-helpers.ts';
import type { PaidMessage } from './money/tell-paid.ts';

/** What the worker tells workflows of orders. Each knows such a message by its id: told twice, it counts once. */
export function tellOrders(client: Client) {
  /** false: the order is closed and hears nothing any more. */
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
    /** Named by the notice and its last place. What bounced of an order's end the watch finds among the deliveries. */
    async bounced(input: { orderId: string; noticeId: string; position: number }): Promise<void> {
      const { orderId, noticeId, position } = input;
      const body: SignalBody<'noticeBounced'> = { messageId: `bounced-${noticeId}-${position}`, noticeId };
      await tell(orderId, 'noticeBounced', body);
    },

    /** Ops of the order decide what comes of it. */
    async unfit({ orderId, body }: UnfitMessage): Promise<void> {
      await tell(orderId, 'helperUnfit', body);
    },

    /** What the API could not tell when the gateway reported. */
    async paid({ orderId, body }: PaidMessage): Promise<'sent' | 'gone'> {
      return (await tell(orderId, 'paymentSettled', body)) ? 'sent' : 'gone';
    },
  };
}
