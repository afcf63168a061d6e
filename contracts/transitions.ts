import type { AgreementsEffects } from './agreements/effects.ts';
import type { CasesEffects } from './cases/effects.ts';
import type { MatchingEffects } from './matching/effects.ts';
import type { MoneyEffects } from './money/effects.ts';
import type { OrdersEffects } from './orders/effects.ts';
import type { ReviewsEffects } from './reviews/effects.ts';
import type { Move } from './transition.ts';
import type { VisitsEffects } from './visits/effects.ts';

/** All effects of the order workflow; each is one transition. No two areas share a name. */
export interface OrderActivities
  extends OrdersEffects,
    MatchingEffects,
    AgreementsEffects,
    VisitsEffects,
    CasesEffects,
    MoneyEffects,
    ReviewsEffects {}

type Holds<T extends true> = T;
/**
 * The type requires a key in every input: without one a retried activity would have its effect twice. @public read by
 * the compiler alone
 */
export type EveryActivityHasAKey = Holds<
  {
    [A in keyof OrderActivities]: Parameters<OrderActivities[A]>[0] extends Move ? true : false;
  }[keyof OrderActivities]
>;
