import type { CaseKind } from '#contracts/cases/kinds.ts';
import type { Booked, ShortlistEntry } from '#contracts/matching/effects.ts';
import type { Ending, Settlement, Stage, VisitPhase } from '#contracts/orders/stages.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Party, WaitingFor } from '#contracts/people/roles.ts';
import { newSubjectState, type SubjectState } from '../durable/state.ts';

/** A start that one side proposed and the other has not answered yet. */
export interface Proposal {
  id: string;
  side: Party;
  startsAt: string;
  /** the new minimum fee if the proposal is accepted */
  feeFloorFen: number;
}

/** The state of an open order: ids, codes, times (ms since epoch) and amounts. */
export interface OrderState extends SubjectState {
  stage: Stage;
  phase: VisitPhase | null;
  settlement: Settlement;
  ending: Ending | null;
  waitingFor: WaitingFor | null;
  round: number;
  rematchCount: number;
  /** Helpers who refused, did not answer or dropped out: not recommended again. */
  excluded: string[];
  candidates: ShortlistEntry[];
  /** Everybody who was ever on a shortlist of this order. */
  shown: string[];
  /** Candidates who have answered their offer in this round. */
  answered: string[];
  booked: Booked | null;
  signedBy: ('customer' | 'helper')[];
  /** A replacement never costs more than the first agreement. */
  capFen: number | null;
  /** The helper dropped out: the customer may cancel without a fee. */
  /** A helper dropped out after both sides had signed, and the customer has not signed again. */
  freeExit: boolean;
  /** Staff who confirmed the arrival or the end of the visit for the helper. */
  actedForHelper: string[];
  proposal: Proposal | null;
  /** How often the visit was moved. */
  reschedules: number;
  /** The minimum cancellation fee of a customer who moved the visit. */
  feeFloorFen: number;
  /** The platform reported that this helper may not be able to come; a case for ops is opened next. */
  unfit: { helperId: string; reason: string } | null;
  /**
   * The case that the order waits for. `own`: the case has its own workflow, whose decision the order applies.
   * `beside`: an arrival case before the start; the order's own deadline stays. `dueAt`: ms since epoch.
   */
  openCase: { id: string; kind: CaseKind; own?: boolean; beside?: { dueAt: number } } | null;
  dueFen: number | null;
  /** When the customer should have paid; ms since epoch. */
  payBy: number | null;
  /** The review earned a reward; it is granted when the order ends. */
  reward: boolean;
  /** The case opened by the review: ops decide on a penalty. */
  penaltyCaseId: string | null;
  /** The status of its workflow, `open` or `decided`; null: its order decides it. */
  penalty: 'open' | 'decided' | null;
  quantity: number;
  minutes: number;
  windowStart: string;
  windowEnd: string;
}

export const newOrderState = (input: StartOrder): OrderState => ({
  ...newSubjectState('inquiry'),
  stage: 'inquiry',
  waitingFor: 'system',
  phase: null,
  settlement: 'none',
  ending: null,
  round: 0,
  rematchCount: 0,
  excluded: [],
  candidates: [],
  shown: [],
  answered: [],
  booked: null,
  signedBy: [],
  capFen: null,
  freeExit: false,
  actedForHelper: [],
  proposal: null,
  reschedules: 0,
  feeFloorFen: 0,
  unfit: null,
  openCase: null,
  dueFen: null,
  payBy: null,
  reward: false,
  penaltyCaseId: null,
  penalty: null,
  quantity: input.quantity,
  minutes: input.minutes,
  windowStart: input.windowStart,
  windowEnd: input.windowEnd,
});

/** The open case runs beside the order, whose own deadline stays. */
export const isCaseBeside = ({ openCase }: OrderState): boolean =>
  openCase?.kind === 'fitness' || openCase?.beside !== undefined;

/** A penalty case with a workflow is open and nothing else is left to do. */
export const waitsForPenalty = (order: OrderState): boolean =>
  order.penalty === 'open' && order.stage === 'followUp';
