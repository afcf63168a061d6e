import type { CaseActivities, CaseLinks } from '#contracts/cases/effects.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import type { Database } from '#platform/database.ts';
import type { Secret } from '#platform/proof.ts';
import { agreementActivities } from './agreements/effects.ts';
import { caseSubjectActivities } from './cases/case-effects.ts';
import { CASE } from './cases/case-subject.ts';
import { caseActivities } from './cases/effects.ts';
import { type CaseLinkDeps, caseLinks } from './cases/links.ts';
import { matchingActivities } from './matching/effects.ts';
import { settlementActivities } from './money/effects.ts';
import type { RelayDeps } from './notices/relay/relay-deps.ts';
import { relayNotices } from './notices/relay/relay-notices.ts';
import { ORDER } from './order-rows/order-subject.ts';
import { deadlineActivities } from './orders/deadlines.ts';
import { orderActivities } from './orders/effects.ts';
import { reviewActivities } from './reviews/effects.ts';
import { kernelActivities } from './transition/kernel-effects.ts';
import { createTransition } from './transition/transition.ts';
import { visitActivities } from './visits/effects.ts';
import { rescheduleActivities } from './visits/reschedule.ts';
import { withSafeFailures } from './worker/safe-failure.ts';
import { withHeartbeats } from './worker/with-heartbeats.ts';

export interface ActivityDeps extends RelayDeps, CaseLinkDeps {
  database: Database;
  /** ANJIA_SECRET and its predecessors: proofs of the API are verified with them. */
  secret: Secret;
  /** The interval of heartbeats; three missing ones are an outage. */
  heartbeatMs: number;
  /** ANJIA_WITHOUT: a guard that a chaos run switches off to show its effect. */
  without?: 'key' | 'fence' | undefined;
}

export interface NoticeActivities {
  relayNotices(): Promise<void>;
}

/** All external effects. Workflows import only the type of this file. */
export function createActivities(
  deps: ActivityDeps,
): OrderActivities & CaseActivities & CaseLinks & NoticeActivities {
  const parts = { ...deps, transition: createTransition(deps, ORDER) };
  const ofCase = createTransition(deps, CASE);
  const activities: OrderActivities = {
    ...orderActivities(parts),
    ...matchingActivities(parts),
    ...agreementActivities(parts),
    ...visitActivities(parts),
    ...rescheduleActivities(parts),
    ...caseActivities(parts),
    ...settlementActivities(parts),
    ...reviewActivities(parts),
    ...deadlineActivities(parts),
  };
  const cases = { ...caseSubjectActivities({ transition: ofCase }), ...caseLinks(deps) };
  const every = {
    ...activities,
    ...cases,
    ...kernelActivities({ order: activities, of: { case: ofCase as never }, ...deps }),
  };
  const safe = withHeartbeats(withSafeFailures(every, deps.logger));
  return { ...safe, relayNotices: relayNotices(deps) };
}
export type Activities = ReturnType<typeof createActivities>;
