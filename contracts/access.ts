import type { ErrorCode } from './errors.ts';
import { type Settlement, STAGES, type Stage, type VisitPhase } from './orders/stages.ts';
import type { Role } from './people/roles.ts';

/**
 * Who may do what, and when: one row per message people send into an order. The workflow's validators, the API's
 * views and the screens' buttons all ask this table.
 */
export interface ActionRow {
  stages: readonly Stage[];
  roles: readonly Role[];
  phases?: readonly VisitPhase[];
  settlements?: readonly Settlement[];
  /** Money moves: refused unless the API proved who asks. */
  money?: boolean;
}

export const OPEN_STAGES = STAGES.filter((stage) => stage !== 'closed');
const BEFORE_CHECK_IN = ['planned', 'departed'] as const satisfies VisitPhase[];

export const ACTIONS = {
  completeInquiry: { stages: ['inquiry'], roles: ['customer', 'agent', 'ops'] },
  chooseHelper: { stages: ['selection'], roles: ['customer', 'agent', 'ops'] },
  rematch: { stages: ['selection'], roles: ['customer', 'agent', 'ops'] },
  answerOffer: { stages: ['selection', 'agreement'], roles: ['helper', 'agent', 'ops'] },
  dispatchHelper: { stages: ['matching', 'selection'], roles: ['ops'] },
  sign: { stages: ['agreement'], roles: ['customer', 'helper'] },
  withdrawHelper: {
    stages: ['agreement', 'scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    roles: ['helper', 'agent', 'ops'],
  },
  cancelOrder: {
    stages: ['inquiry', 'matching', 'selection', 'agreement', 'scheduled', 'visit'],
    phases: BEFORE_CHECK_IN,
    roles: ['customer', 'agent', 'ops'],
    money: true,
  },
  // Both change the agreement: refused unless the API proved who asks, as where money moves.
  proposeReschedule: {
    stages: ['scheduled'],
    phases: ['planned'],
    roles: ['customer', 'helper', 'agent', 'ops'],
    money: true,
  },
  answerReschedule: {
    stages: ['scheduled'],
    phases: ['planned'],
    roles: ['customer', 'helper', 'agent', 'ops'],
    money: true,
  },
  depart: { stages: ['scheduled', 'visit'], phases: ['planned'], roles: ['helper', 'agent', 'ops'] },
  checkIn: { stages: ['scheduled', 'visit'], phases: BEFORE_CHECK_IN, roles: ['helper', 'agent', 'ops'] },
  overrideCheckIn: { stages: ['scheduled', 'visit'], phases: BEFORE_CHECK_IN, roles: ['agent', 'ops'] },
  checkOut: { stages: ['visit'], phases: ['checkedIn'], roles: ['helper', 'agent', 'ops'] },
  confirmCompletion: {
    stages: ['visit'],
    phases: ['checkedOut'],
    roles: ['customer', 'agent', 'ops'],
    money: true,
  },
  object: { stages: ['visit'], phases: ['checkedOut'], roles: ['customer', 'agent', 'ops'] },
  recordCash: {
    stages: ['settlement', 'review'],
    settlements: ['due', 'overdue'],
    roles: ['ops'],
    money: true,
  },
  submitReview: { stages: ['review'], roles: ['customer', 'agent', 'ops'] },
  // An agent decides only on the call-back of a live-in need.
  decideCase: { stages: OPEN_STAGES, roles: ['agent', 'ops'], money: true },
  extendDeadline: { stages: OPEN_STAGES, roles: ['ops'] },
  retryStep: { stages: OPEN_STAGES, roles: ['ops'] },
  letTimePass: { stages: OPEN_STAGES, roles: ['customer', 'helper', 'agent', 'ops'] },
} as const satisfies Record<string, ActionRow>;

export type Action = keyof typeof ACTIONS;
export const ACTION_NAMES = Object.keys(ACTIONS) as Action[];

export interface OrderMoment {
  stage: Stage;
  phase: VisitPhase | null;
  settlement: Settlement;
  rehearsal: boolean;
}

/** Why `role` may not do `action` now, or null. Ownership is checked by the caller. */
export function refusal(action: Action, role: Role, order: OrderMoment): ErrorCode | null {
  const row: ActionRow = ACTIONS[action];
  if (!row.roles.includes(role)) return 'NotAllowed';
  if (order.stage === 'closed') return 'OrderClosed';
  if (action === 'letTimePass' && !order.rehearsal) return 'NotRehearsal';
  if (!row.stages.includes(order.stage)) return action === 'cancelOrder' ? 'CannotCancelNow' : 'WrongStage';
  const phase = order.phase ?? 'planned';
  if (row.phases && !row.phases.includes(phase))
    return action === 'cancelOrder' ? 'CannotCancelNow' : 'WrongStage';
  if (row.settlements && !row.settlements.includes(order.settlement)) return 'WrongStage';
  return null;
}

/** The actions `role` may take now, in the order of the table. */
export const allowedActions = (role: Role, order: OrderMoment): Action[] =>
  ACTION_NAMES.filter((action) => refusal(action, role, order) === null);
