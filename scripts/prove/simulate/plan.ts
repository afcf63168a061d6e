import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { NewOrder } from '#contracts/orders/new-order.ts';
import type { Ending } from '#contracts/orders/stages.ts';
import { seeded, shuffled } from './seeded.ts';

/**
 * What each simulated order is going to live through. Pure and seeded: the same seed gives the same plans, so that a
 * run which found something can be run again.
 */
export const SCRIPTS = {
  happy: { ending: 'completed' },
  preAccept: { ending: 'completed' },
  rematch: { ending: 'completed' },
  declineOffer: { ending: 'completed' },
  declineAtSigning: { ending: 'completed' },
  helperSilent: { ending: 'completed' },
  dispatchByHand: { ending: 'completed' },
  agentCompletes: { ending: 'completed' },
  withdraw: { ending: 'completed' },
  reschedule: { ending: 'completed' },
  onLeave: { ending: 'completed', case: 'fitness' },
  overrideCheckIn: { ending: 'completed' },
  autoConfirm: { ending: 'completed' },
  noReview: { ending: 'completed' },
  badReview: { ending: 'completed', case: 'penalty' },
  objection: { ending: 'completed', case: 'objection' },
  cashPayment: { ending: 'completed' },
  neverPaid: { ending: 'completed', case: 'payment' },
  cancelInSelection: { ending: 'cancelled' },
  cancelAfterSigning: { ending: 'cancelled' },
  noMatch: { ending: 'no_match' },
  noChoice: { ending: 'no_choice' },
  unsigned: { ending: 'unsigned' },
  lapsed: { ending: 'lapsed' },
  helperNoShow: { ending: 'helper_no_show', case: 'arrival' },
  customerNoShow: { ending: 'customer_no_show', case: 'arrival' },
  liveIn: { ending: 'handed_over', case: 'callback' },
} as const satisfies Record<string, { ending: Ending; case?: CaseKind }>;
export type Script = keyof typeof SCRIPTS;

/** The one kind of case that people bring about in this script; any other is a fault's doing. */
export const caseOf = (script: Script): CaseKind | undefined => (SCRIPTS[script] as { case?: CaseKind }).case;

/** How a case ends otherwise than by a decision that its order waits for; see live/case-story.ts. */
export type CaseStory =
  | 'lateCheckIn'
  | 'withdrawnDecidedFirst'
  | 'withdrawnDecidedLast'
  | 'paidMeanwhile'
  | 'penaltyFirst'
  | 'generalOfOrder'
  | 'generalAlone';

/** Common enough to be part of every run of 20; the rest follow in a seeded order. */
const FIRST: Script[] = [
  'rematch',
  'declineOffer',
  'declineAtSigning',
  'cancelAfterSigning',
  'noChoice',
  'noReview',
  'badReview',
  'objection',
];
const HAPPY_SHARE = 0.6;

const VISIT_SERVICES = [
  'dailyCleaning',
  'dailyCleaning',
  'hourlyHelp',
  'deepCleaning',
  'applianceCleaning',
  'elderCare',
  'motherBabyCare',
  'newHomeCleaning',
];
const LIVE_IN_SERVICES = ['nanny', 'maternityNanny'];
const SURNAMES = '王李张刘陈杨赵黄周吴徐孙马朱胡林郭何高罗'.split('');

export interface Plan {
  index: number;
  script: Script;
  ending: Ending;
  serviceCode: string;
  /** A demo customer by number, or a fresh person with this phone and name. */
  customer: { demo: number } | { phone: string; name: string };
  /** Days from today to the visit; 0 = the next possible slot. */
  daysAhead: number;
  helperSignsFirst: boolean;
  payFirst: boolean;
  /** Deadlines: wait for them in real time, or let time pass. */
  waitsOut: boolean;
  /** Every message is sent twice at once with the same key, as an impatient thumb does. */
  doubleClicks: boolean;
  wrongCodeFirst: boolean;
  rematchReason: 'price' | 'distance' | 'experience' | 'time' | 'other';
  scores: { attitude: number; effect: number; contractKept: boolean };
  decisions: { penalty: string; objection: string; payment: string };
  /** A kind of case that comes up besides the script's. */
  case?: CaseKind;
  /** What happens to the case besides a decision that the order waits for. */
  story?: CaseStory;
  /** What the order says besides, or differently: by default it rehearses with deadlines of seconds. */
  order?: Pick<NewOrder, 'rehearsal'>;
}

/** `script`: everybody lives this one; otherwise about six of ten orders go well. */
export function planOrders(input: {
  orders: number;
  seed: number;
  faults?: boolean;
  script?: Script;
}): Plan[] {
  const random = seeded(input.seed);
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const faults = input.faults ?? true;
  const { script } = input;
  const scripts = script
    ? Array.from({ length: input.orders }, () => script)
    : dealScripts(input.orders, faults, random);
  // Spread wide: the same city is simulated again and again, and its helpers stay booked.
  const days = Math.min(28, 10 + Math.ceil(input.orders / 5));
  return scripts.map((script, index) => ({
    index,
    script,
    ending: SCRIPTS[script].ending,
    serviceCode: pick(script === 'liveIn' ? LIVE_IN_SERVICES : VISIT_SERVICES),
    customer:
      random() < 0.3
        ? { demo: Math.floor(random() * 3) }
        : {
            phone: `1880${String(Math.floor(random() * 1e7)).padStart(7, '0')}`,
            name: `${pick(SURNAMES)}${pick(['女士', '先生'])}`,
          },
    daysAhead: script === 'cancelAfterSigning' ? 0 : 1 + Math.floor(random() * days),
    helperSignsFirst: random() < 0.5,
    payFirst: random() < 0.5,
    waitsOut: random() < 0.5,
    doubleClicks: faults && random() < 0.25,
    wrongCodeFirst: faults && random() < 0.1,
    rematchReason: pick(['price', 'distance', 'experience', 'time', 'other'] as const),
    scores: scoresOf(script, random),
    decisions: {
      penalty: pick(['none', 'training', 'warning']),
      objection: pick(['rejected', 'reducePrice', 'free']),
      payment: pick(['paidInCash', 'writeOff']),
    },
  }));
}

function dealScripts(orders: number, faults: boolean, random: () => number): Script[] {
  if (!faults) return Array.from({ length: orders }, () => 'happy' as const);
  const rest = (Object.keys(SCRIPTS) as Script[]).filter((s) => s !== 'happy' && !FIRST.includes(s));
  const deck = [...shuffled(FIRST, random), ...shuffled(rest, random)];
  const happy = Math.round(orders * HAPPY_SHARE);
  const dealt = Array.from(
    { length: orders },
    (_, i): Script => (i < happy ? 'happy' : deck[(i - happy) % deck.length]!),
  );
  return shuffled(dealt, random);
}

function scoresOf(script: Script, random: () => number): Plan['scores'] {
  if (script === 'badReview') {
    return random() < 0.7
      ? { attitude: 2, effect: 1, contractKept: true }
      : { attitude: 4, effect: 4, contractKept: false };
  }
  return random() < 0.7
    ? { attitude: 5, effect: 5, contractKept: true }
    : { attitude: 4, effect: 3, contractKept: true };
}
