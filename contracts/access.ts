import type { MessageDefinition } from './define-message.ts';
import type { ErrorCode } from './errors.ts';
import { ACTION_NAMES, type Action, messagesOf } from './messages.ts';
import { OPEN_STAGES, type Settlement, type Stage, type VisitPhase } from './orders/stages.ts';
import type { Role } from './people/roles.ts';

export { ACTION_NAMES, type Action } from './messages.ts';

/**
 * Who may do what, and when: one row per message people send into an order, made from its definition. The workflow's
 * validators, the API's views and the screens' buttons all ask this table.
 */
export interface ActionRow {
  stages: readonly Stage[];
  roles: readonly Role[];
  phases?: readonly VisitPhase[] | undefined;
  settlements?: readonly Settlement[] | undefined;
  /** Money moves: refused unless the API proved who asks. */
  money?: boolean | undefined;
  rehearsal?: boolean | undefined;
  /** The refusal outside the stages and phases. */
  tooLate?: ErrorCode | undefined;
}

function rowOf(message: MessageDefinition): ActionRow {
  const { who, stages, money, rehearsal, tooLate } = message;
  const row = { roles: who, money, rehearsal, tooLate };
  if (stages === 'open') return { ...row, stages: OPEN_STAGES };
  const { phases, settlements } = message as Extract<MessageDefinition, { subject: 'order' }>;
  return { ...row, stages, phases, settlements };
}

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');
export const ACTIONS = Object.fromEntries(
  ACTION_NAMES.map((name) => [name, rowOf(MESSAGES[name])]),
) as Record<Action, ActionRow>;

export interface OrderMoment {
  stage: Stage;
  phase: VisitPhase | null;
  settlement: Settlement;
  rehearsal: boolean;
}

/** Why `role` may not do `action` now, or null. Ownership is checked by the caller. */
export function refusal(action: Action, role: Role, order: OrderMoment): ErrorCode | null {
  const row = ACTIONS[action];
  if (!row.roles.includes(role)) return 'NotAllowed';
  if (order.stage === 'closed') return 'OrderClosed';
  if (row.rehearsal && !order.rehearsal) return 'NotRehearsal';
  const tooLate = row.tooLate ?? 'WrongStage';
  if (!row.stages.includes(order.stage)) return tooLate;
  if (row.phases && !row.phases.includes(order.phase ?? 'planned')) return tooLate;
  if (row.settlements && !row.settlements.includes(order.settlement)) return 'WrongStage';
  return null;
}

/** The actions `role` may take now, in the order of the table. */
export const allowedActions = (role: Role, order: OrderMoment): Action[] =>
  ACTION_NAMES.filter((action) => refusal(action, role, order) === null);
