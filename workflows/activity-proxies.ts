import { proxyActivities } from '@temporalio/workflow';
import type { Activities } from '#activities/index.ts';
import type { CaseActivities, CaseLinks } from '#contracts/cases/effects.ts';
import type { OrderActivities } from '#contracts/transitions.ts';

const TRANSITION = {
  startToCloseTimeout: '10 seconds',
  heartbeatTimeout: '5 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
} as const;

/**
 * Effects of an order: ordinary activities. Local activities would commit before the message that caused them is
 * durable. Database errors are retried without limit. A killed worker is detected after 5 s by missing heartbeats; an
 * attempt that hangs times out after 10 s.
 */
export const quick = proxyActivities<OrderActivities>(TRANSITION);

/** Effects of a case: they call Temporal and orders, and are retried until they succeed. */
export const links = proxyActivities<CaseLinks>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

/** Transitions of a case. */
export const caseEffects = proxyActivities<
  CaseActivities & Pick<OrderActivities, 'recordEvent' | 'checkDeadline'>
>(TRANSITION);

/** The relay runs for up to an hour at a time and sends heartbeats; a dead worker is detected within 10 s. */
export const relay = proxyActivities<Pick<Activities, 'relayNotices'>>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});
