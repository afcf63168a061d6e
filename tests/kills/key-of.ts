import type { CaseActivities, CaseLinks } from '#contracts/cases/effects.ts';
import type { AnyStep } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';

/** Every activity that an order or a case has; the relay of notices is no part of their lives. */
export type Killable = keyof (OrderActivities & CaseActivities & CaseLinks);

/** What an activity is given: a step, or the case that a link is about. */
export type Given = { step?: AnyStep; caseId?: string };

/** The key of a transition; a link has none, and each is asked for once in a life. */
export const keyOf = (activity: string, { step, caseId }: Given): string =>
  step?.key ?? `${activity} of ${caseId}`;
