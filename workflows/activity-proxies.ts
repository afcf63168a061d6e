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
 * Effects of the order's life: ordinary activities (never local ones: they must not commit before the message that
 * caused them is durable). The database is retried for ever. A killed worker is missed after 5 s by its heartbeats; an
 * attempt that hangs in a living one is given up after 10 s.
 */
export const quick = proxyActivities<OrderActivities>(TRANSITION);

/** Effects around a case: they talk to Temporal and to orders, and are repeated until they succeed. */
export const links = proxyActivities<CaseLinks>({
  startToCloseTimeout: '30 seconds',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '200 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});

/** Transitions of a case. */
export const caseEffects = proxyActivities<
  CaseActivities & Pick<OrderActivities, 'recordEvent' | 'checkDeadline'>
>(TRANSITION);

/** The relay runs for up to an hour at a time and heartbeats; a dead worker is noticed within 10 s. */
export const relay = proxyActivities<Pick<Activities, 'relayNotices'>>({
  startToCloseTimeout: '2 hours',
  heartbeatTimeout: '10 seconds',
  retry: { initialInterval: '500 milliseconds', backoffCoefficient: 2, maximumInterval: '5 seconds' },
});
