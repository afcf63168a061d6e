import { type CaseStory, type Plan, planOrders, SCRIPTS, type Script } from '../simulate/plan.ts';

/** Every kind of case, with every way in which it may end. */
const WAYS: { script: Script; story?: CaseStory; plan?: Partial<Plan> }[] = [
  { script: 'liveIn' },
  { script: 'helperNoShow' },
  { script: 'customerNoShow' },
  // Withdrawal before the visit is another script: here the arrival is already in question.
  { script: 'helperNoShow', story: 'withdrawnDecidedFirst' },
  { script: 'helperNoShow', story: 'withdrawnDecidedLast' },
  { script: 'helperNoShow', story: 'lateCheckIn', plan: { ending: 'completed' } },
  { script: 'objection' },
  { script: 'badReview', plan: { payFirst: true } },
  { script: 'badReview', story: 'penaltyFirst', plan: { payFirst: false } },
  { script: 'neverPaid' },
  { script: 'neverPaid', story: 'paidMeanwhile' },
  { script: 'onLeave' },
  { script: 'cancelInSelection', story: 'generalOfOrder', plan: { case: 'general' } },
  { script: 'cancelInSelection', story: 'generalAlone' },
];

/** Seeded plans of orders that open cases, all ways in turn. */
export function planCaseLives({ lives, seed }: { lives: number; seed: number }): Plan[] {
  return planOrders({ orders: lives, seed, script: 'happy' }).map((plan, index) => {
    const { script, story, plan: more } = WAYS[index % WAYS.length]!;
    const [own] = planOrders({ orders: 1, seed: seed + index, script });
    return {
      ...own!,
      ...{ index, customer: plan.customer, daysAhead: plan.daysAhead, ending: SCRIPTS[script].ending },
      // These orders wait for a case, not for a timer.
      waitsOut: false,
      ...(story ? { story } : {}),
      ...more,
    };
  });
}
