import { Context } from '@temporalio/activity';
import { type Channel, type Gateway, RefusedByGateway } from '#activities/gateways/gateway.ts';
import { deliveries, gatewayFailures, relayRoundAt } from '#activities/worker/watch/activity-metrics.ts';
import { ORDER_CHANNEL } from '#contracts/names.ts';
import { minuteOfDay, type Policy, STANDARD_POLICY } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import { inTime } from '#platform/in-time.ts';
import type { Logger } from '#platform/logger.ts';
import { readPersonal } from '#platform/personal.ts';
import { renderNotice } from './render-notice.ts';

export interface RelayDeps {
  database: Database;
  gateway: Gateway;
  /** Tells the order that a notice failed on its last channel; an order that is closed is told nothing, the watch finds it. */
  tellBounced: (input: { orderId: string; noticeId: string; position: number }) => Promise<void>;
  logger?: Pick<Logger, 'warn'>;
  /** The worker stops: the relay ends its batch and returns instead of waiting to be cancelled. */
  stopping?: AbortSignal;
  pollMs?: number;
  /** first pause after a failed attempt; doubles each time */
  retryMs?: number;
  attemptsPerChannel?: number;
}

/** In this order; the next one starts when the one before failed for good. */
const CHANNELS: Channel[] = ['sms', 'wechat'];
const BATCH = 50;
const CLAIM_SECONDS = 15;
/** A gateway that does not answer counts as one that failed, before the claim runs out. */
const GATEWAY_WITHIN_MS = 10_000;
/** How long one who was sent their message may wait for it to be noted, while others of the batch are still on their way. */
const NOTED_WITHIN_MS = 500;
/** One run of the activity; the workflow starts the next at once. */
const RUN_MS = 60 * 60_000;

/** Sends what transitions wrote, until the worker stops. What was claimed and not finished is claimed again. */
export function relayNotices(deps: RelayDeps) {
  return async (): Promise<void> => {
    const { cancellationSignal } = Context.current();
    const stop = deps.stopping ? AbortSignal.any([cancellationSignal, deps.stopping]) : cancellationSignal;
    const beat = setInterval(() => Context.current().heartbeat(), 2_000);
    const end = Date.now() + RUN_MS;
    try {
      while (!stop.aborted && Date.now() < end) {
        const sent = await relayOnce(deps).catch((error: unknown) => {
          deps.logger?.warn({ err: error }, 'the relay pauses');
          return 0;
        });
        if (sent === 0) await pause(deps.pollMs ?? 1_000, stop);
      }
    } finally {
      clearInterval(beat);
    }
  };
}

interface Due {
  noticeId: string;
  channel: Channel;
  position: number;
  attempts: number;
  orderId: string | null;
  personId: string;
  template: string;
  params: Record<string, unknown>;
  urgent: boolean;
  voided: boolean;
  reminder: boolean;
  locale: string;
  policy: Policy | null;
  serviceZh: string | null;
  serviceEn: string | null;
  startCode: string | null;
}

/** One batch of due messages; answers how many were handled. Several relays may run at once. */
export async function relayOnce(deps: RelayDeps): Promise<number> {
  relayRoundAt.setToCurrentTime();
  const batch = await claim(deps.database);
  if (batch.length === 0) return 0;
  const done: Done[] = [];
  const later: Later[] = [];
  const now: Due[] = [];
  for (const due of batch) {
    const opensAt = due.urgent || due.voided ? null : quietUntil(due.policy ?? STANDARD_POLICY, Date.now());
    if (due.voided) done.push({ due, status: 'skipped' });
    else if (opensAt !== null) later.push({ due, until: opensAt });
    else now.push(due);
  }
  await postpone(deps.database, later);
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
        return failed(deps, due, error as Error);
      }
      done.push({ due, status: 'sent' });
    }),
  );
  await noteAsTheyCome(deps.database, done, handled);
  const broken = (await handled).find(({ status }) => status === 'rejected');
  if (broken) throw (broken as PromiseRejectedResult).reason;
  return batch.length;
}

interface Later {
  due: Due;
  /** ms since epoch */
  until: number;
}
interface Done {
  due: Due;
  status: 'sent' | 'skipped';
}

/**
 * What the batch has done is noted in one statement at its end; whoever waits long for a gateway holds the others' back
 * no longer than this. What could not be noted is claimed and sent again, under the same key.
 */
async function noteAsTheyCome(database: Database, done: Done[], handled: Promise<unknown>): Promise<void> {
  try {
    for (let over = false; !over; ) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<boolean>((resolve) => {
        timer = setTimeout(resolve, NOTED_WITHIN_MS, false);
      });
      over = await Promise.race([handled.then(() => true), late]);
      clearTimeout(timer);
      await finish(database, done.splice(0));
    }
  } finally {
    // Nothing of this batch is still under way when the next is claimed.
    await handled;
  }
}

/** Takes due deliveries for a short while: a relay that dies gives them back by time. */
async function claim(database: Database): Promise<Due[]> {
  return database.$queryRaw<Due[]>`
    WITH due AS (
      SELECT ctid FROM delivery
      WHERE status = 'waiting' AND next_at <= now() AND (claimed_until IS NULL OR claimed_until < now())
      ORDER BY next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
    ), claimed AS (
      -- By their place: the rows are ours, so they stay there, and no table is read through to find them again.
      UPDATE delivery d SET claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}::float8), attempts = d.attempts + 1
      WHERE d.ctid = ANY(ARRAY(SELECT ctid FROM due))
      RETURNING d.*
    )
    SELECT c.notice_id AS "noticeId", c.channel, c.position, c.attempts, n.order_id AS "orderId",
      n.person_id AS "personId", n.template, n.params, n.urgent, n.voided_at IS NOT NULL AS voided,
      n.wait IS NOT NULL AS reminder, p.locale, o.policy, s.name_zh AS "serviceZh", s.name_en AS "serviceEn",
      v.start_code AS "startCode"
    FROM claimed c
    JOIN notice n ON n.id = c.notice_id
    JOIN person p ON p.id = n.person_id
    LEFT JOIN "order" o ON o.id = n.order_id
    LEFT JOIN service s ON s.code = n.params ->> 'serviceCode'
    LEFT JOIN visit v ON v.order_id = n.order_id`;
}

function messageOf(due: Due, phone: string) {
  return {
    key: `${due.noticeId}:${due.channel}`,
    attempt: due.attempts,
    channel: due.channel,
    to: due.channel === 'sms' ? phone : `wechat:${due.personId}`,
    body: renderNotice({ ...due, utcOffsetMinutes: (due.policy ?? STANDARD_POLICY).utcOffsetMinutes }),
  };
}

/** One statement for all of them; the rows are locked in one order, as another relay may hold some of them. */
async function finish(database: Database, done: Done[]): Promise<void> {
  if (done.length === 0) return;
  for (const { due, status } of done) deliveries.inc({ channel: due.channel, outcome: status });
  const told = done.map(({ due, status }) => (due.reminder && status === 'sent' ? due.personId : null));
  await database.$executeRaw`
    WITH given AS (
      SELECT d.notice_id, d.channel, g.status, g.told
      FROM unnest(${done.map(({ due }) => due.noticeId)}::uuid[], ${done.map(({ due }) => due.channel)}::text[],
        ${done.map(({ status }) => status)}::text[], ${told}::text[]) AS g (notice_id, channel, status, told)
      JOIN delivery d ON d.notice_id = g.notice_id AND d.channel = g.channel AND d.status = 'waiting'
      ORDER BY d.notice_id, d.channel FOR UPDATE OF d
    ), done AS (
      UPDATE delivery d SET status = given.status, claimed_until = NULL, error = NULL,
        sent_at = CASE WHEN given.status = 'sent' THEN now() END
      FROM given WHERE d.notice_id = given.notice_id AND d.channel = given.channel
      RETURNING given.told
    )
    SELECT pg_notify(${ORDER_CHANNEL}, 'inbox:' || told) FROM done WHERE told IS NOT NULL`;
}

/** What may not go out at night is no attempt. */
async function postpone(database: Database, later: Later[]): Promise<void> {
  if (later.length === 0) return;
  await database.$executeRaw`
    UPDATE delivery d SET next_at = given.until, claimed_until = NULL, attempts = d.attempts - 1
    FROM unnest(${later.map(({ due }) => due.noticeId)}::uuid[], ${later.map(({ due }) => due.channel)}::text[],
      ${later.map(({ until }) => new Date(until))}::timestamptz[]) AS given (notice_id, channel, until)
    WHERE d.notice_id = given.notice_id AND d.channel = given.channel AND d.status = 'waiting'`;
}

/**
 * Again after a pause, unless the gateway said no for good; then the next channel; after the last one the order is told
 * first, so that it never is not.
 */
async function failed(deps: RelayDeps, due: Due, error: Error): Promise<void> {
  const { database, retryMs = 2_000, attemptsPerChannel = 4 } = deps;
  const where = { noticeId: due.noticeId, channel: due.channel, status: 'waiting' };
  const retry = (): Promise<unknown> => {
    deliveries.inc({ channel: due.channel, outcome: 'retried' });
    return database.delivery.updateMany({
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
  await database.$transaction([
    database.delivery.updateMany({ where, data }),
    ...(next
      ? [
          database.delivery.createMany({
            data: [{ noticeId: due.noticeId, channel: next, position: due.position + 1, status: 'waiting' }],
            skipDuplicates: true,
          }),
        ]
      : []),
  ]);
}

/** Nobody is woken for what can wait: the next opening of the service hours, or null when they are open. */
export function quietUntil(
  policy: Pick<Policy, 'serviceHours' | 'utcOffsetMinutes'>,
  now: number,
): number | null {
  const offset = policy.utcOffsetMinutes * 60_000;
  const midnight = Math.floor((now + offset) / 86_400_000) * 86_400_000;
  const minute = (now + offset - midnight) / 60_000;
  const from = minuteOfDay(policy.serviceHours.from);
  if (minute < from) return midnight + from * 60_000 - offset;
  return minute < minuteOfDay(policy.serviceHours.to) ? null : midnight + 86_400_000 + from * 60_000 - offset;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const stop = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      resolve();
    };
    const timer = setTimeout(stop, ms);
    signal.addEventListener('abort', stop);
  });
}
