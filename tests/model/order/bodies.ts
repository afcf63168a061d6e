import type { Action } from '#contracts/access.ts';
import type { Asker } from '#contracts/define-message.ts';
import { isParty } from '#contracts/people/roles.ts';
import { CUSTOMER, DAY, HOUR, MINUTE, nowOf, type World } from './a-world.ts';
import { decisionsFor } from './cases.ts';

/** Everybody who may look at the order: its customer, every helper who was ever asked, staff of the city. */
export const askersOf = ({ state }: World): Asker[] => [
  { id: CUSTOMER, role: 'customer' },
  ...[...new Set([...state.shown, ...(state.booked ? [state.booked.helperId] : [])])].map((id) => ({
    id,
    role: 'helper' as const,
  })),
  { id: 'agent', role: 'agent' },
  { id: 'ops', role: 'ops' },
];

/**
 * What this person could say with `action` now, made from the workflow's state alone: if anything is taken, something
 * of it is.
 */
export function bodiesFor(action: Action, who: Asker, world: World): Record<string, unknown>[] {
  const { state, input } = world;
  const envelope = { by: who.id, role: who.role, proof: 'proof-of-the-platform', reason: 'model' };
  const offered = [...state.candidates, ...(state.booked ? [state.booked] : [])].map((c) => c.helperId);
  const said: Partial<Record<Action, object[]>> = {
    completeInquiry: [
      { minutes: 180, quantity: 2, windowStart: input.windowStart, windowEnd: input.windowEnd },
    ],
    chooseHelper: offered.map((helperId) => ({ helperId })),
    dispatchHelper: world.helpers.map((helperId) => ({ helperId })),
    rematch: [{ reasons: ['price'] }],
    answerOffer: offered.flatMap((helperId) => [true, false].map((accept) => ({ helperId, accept }))),
    sign: isParty(who.role) && state.booked ? [{ ...state.booked, party: who.role, evidenceId: 'e' }] : [],
    proposeReschedule: startsOf(world).map((startsAt) => ({ startsAt })),
    answerReschedule: [{ accept: true }, { accept: false }],
    recordCash: [{ amountFen: state.dueFen ?? 0 }],
    submitReview: [
      { attitude: 5, effect: 5, contractKept: true },
      { attitude: 4, effect: 3, contractKept: true },
      { attitude: 1, effect: 2, contractKept: true },
      { attitude: 5, effect: 5, contractKept: false },
    ],
    decideCase: decisions(world),
    extendDeadline: [{ minutes: 30 }],
    checkIn: [{ startCode: '4711' }],
  };
  return (said[action] ?? [{}]).map((one) => ({ ...one, ...envelope }));
}

/** Of the case that the order asks about, and of each with a workflow. */
function decisions({ state, cases }: World): object[] {
  const asked = state.openCase ? decisionsFor(state.openCase.kind, null, state.openCase.id) : [];
  const own = [...cases].flatMap(([id, one]) => decisionsFor(one.state.kind, one.state.variant, id));
  return [...asked, ...own];
}

/** Near and far, on the grid of five minutes. */
const startsOf = (world: World): string[] =>
  [HOUR, 2 * DAY, 9 * DAY].map((ahead) =>
    new Date(Math.ceil((nowOf(world) + ahead) / (5 * MINUTE)) * 5 * MINUTE).toISOString(),
  );
