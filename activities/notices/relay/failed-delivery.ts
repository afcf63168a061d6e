import { type Channel, RefusedByGateway } from '#activities/gateways/gateway.ts';
import { deliveries } from '#activities/worker/watch/activity-metrics.ts';
import type { Due } from './claim-deliveries.ts';
import type { RelayDeps } from './relay-deps.ts';

/** In this order; the next one starts when the one before failed and is not tried again. */
const CHANNELS: Channel[] = ['sms', 'wechat'];

/**
 * Tries again after a pause, unless the gateway refused the message; then the next channel starts. After the last one
 * the order is signalled before the failure is recorded: a crash between the two repeats the signal and never loses it.
 */
export async function retryOrNextChannel(deps: RelayDeps, due: Due, error: Error): Promise<void> {
  const { database, retryMs = 2_000, attemptsPerChannel = 4 } = deps;
  const where = { noticeId: due.noticeId, channel: due.channel, status: 'waiting' };
  const retry = (): Promise<unknown> => {
    deliveries.inc({ channel: due.channel, outcome: 'retried' });
    return database.models.delivery.updateMany({
      where,
      data: {
        nextAt: new Date(Date.now() + retryMs * 2 ** Math.min(due.attempts - 1, 8)),
        claimedUntil: null,
        error: error.message.slice(0, 200),
      },
    });
  };
  const isFinal = error instanceof RefusedByGateway;
  if (due.attempts < attemptsPerChannel && !isFinal) return void (await retry());
  const next = CHANNELS[CHANNELS.indexOf(due.channel) + 1];
  if (!next && due.orderId) {
    try {
      await deps.tellBounced({ orderId: due.orderId, noticeId: due.noticeId, position: due.position });
    } catch {
      return void (await retry());
    }
  }
  deliveries.inc({ channel: due.channel, outcome: 'failed' });
  const data = { status: 'failed', claimedUntil: null, error: error.message.slice(0, 200) };
  await database.transaction(async (tx) => {
    const models = await tx.models();
    await models.delivery.updateMany({ where, data });
    if (next)
      await models.delivery.createMany({
        data: [{ noticeId: due.noticeId, channel: next, position: due.position + 1, status: 'waiting' }],
        skipDuplicates: true,
      });
  });
}
