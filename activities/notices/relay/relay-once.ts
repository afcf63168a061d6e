import { gatewayFailures, relayRoundAt } from '#activities/worker/watch/activity-metrics.ts';
import type { Database } from '#platform/database.ts';
import { inTime } from '#platform/in-time.ts';
import { readPersonal } from '#platform/personal.ts';
import { renderNotice } from '../render-notice.ts';
import { validUntil } from '../until.ts';
import { claimDeliveries, type Due } from './claim-deliveries.ts';
import { retryOrNextChannel } from './failed-delivery.ts';
import { quietUntil } from './quiet-hours.ts';
import { type Done, finishDeliveries, type Later, postponeDeliveries } from './record-deliveries.ts';
import type { RelayDeps } from './relay-deps.ts';

/** A gateway that does not answer counts as failed before the claim expires. */
const GATEWAY_WITHIN_MS = 10_000;
/** A sent message is recorded after this time, even if others of the batch have no answer yet. */
const RECORD_WITHIN_MS = 500;

/** One batch of due messages; answers how many were handled. Several relays may run at once. */
export async function relayOnce(deps: RelayDeps): Promise<number> {
  relayRoundAt.setToCurrentTime();
  const batch = await claimDeliveries(deps.database);
  if (batch.length === 0) return 0;
  const done: Done[] = [];
  const later: Later[] = [];
  const now: Due[] = [];
  for (const due of batch) {
    const place = placeOf(due, Date.now());
    if (place === 'untrue') done.push({ due, status: 'skipped' });
    else if (place === 'now') now.push(due);
    else later.push({ due, until: place.opensAt });
  }
  await postponeDeliveries(deps.database, later);
  const wanted = [...new Set(now.map(({ personId }) => personId))];
  const people = wanted.length === 0 ? new Map() : await readPersonal(deps.database, wanted);
  const handled = Promise.allSettled(
    now.map(async (due) => {
      try {
        const phone = people.get(due.personId)?.phone;
        if (!phone) throw new Error('This person cannot be reached: no phone number');
        await inTime(
          deps.gateway.send(messageOf(due, phone)),
          GATEWAY_WITHIN_MS,
          'The gateway did not answer in time',
        );
      } catch (error) {
        gatewayFailures.inc({ channel: due.channel });
        return retryOrNextChannel(deps, due, error as Error);
      }
      done.push({ due, status: 'sent' });
    }),
  );
  await recordWhileSending(deps.database, done, handled);
  const broken = (await handled).find(({ status }) => status === 'rejected');
  if (broken) throw (broken as PromiseRejectedResult).reason;
  return batch.length;
}

/**
 * What is void or past its time is not sent. At night only what is urgent goes out, and what would be untrue by the
 * morning.
 */
function placeOf(due: Due, now: number): 'untrue' | 'now' | { opensAt: number } {
  const until =
    (due.validUntil ?? validUntil(due.template, due.params))?.getTime() ?? Number.POSITIVE_INFINITY;
  if (due.voided || until <= now) return 'untrue';
  const opensAt = due.urgent ? null : quietUntil(due.policy, now);
  return opensAt === null || until <= opensAt ? 'now' : { opensAt };
}

/**
 * Records the results of the batch in one statement at its end, or every `RECORD_WITHIN_MS` while a gateway is slow. What
 * could not be recorded is claimed and sent again, under the same key.
 */
async function recordWhileSending(
  database: Database,
  done: Done[],
  handled: Promise<unknown>,
): Promise<void> {
  try {
    for (let over = false; !over; ) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, RECORD_WITHIN_MS, false);
      });
      over = await Promise.race([handled.then(() => true), late]);
      clearTimeout(timer);
      await finishDeliveries(database, done.splice(0));
    }
  } finally {
    // The next batch is claimed only after every message of this one has its result.
    await handled;
  }
}

function messageOf(due: Due, phone: string) {
  return {
    key: `${due.noticeId}:${due.channel}`,
    attempt: due.attempts,
    channel: due.channel,
    to: due.channel === 'sms' ? phone : `wechat:${due.personId}`,
    body: renderNotice({ ...due, utcOffsetMinutes: due.policy.utcOffsetMinutes }),
  };
}
