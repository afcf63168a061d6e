import { AGREEMENT_RULES, type AgreementFacts } from './agreements/rules.ts';
import { CASE_RULES, type CaseFacts } from './cases/rules.ts';
import type { Asker, MessageDefinition, Rule } from './define-message.ts';
import { DURABLE_RULES, type DurableFacts } from './durable/rules.ts';
import type { ErrorCode } from './errors.ts';
import { MATCHING_RULES, type MatchingFacts } from './matching/rules.ts';
import {
  ACTION_NAMES,
  type Action,
  type Envelope,
  type MessagesOf,
  messagesOf,
  type UpdateBody,
} from './messages.ts';
import { MONEY_RULES, type MoneyFacts } from './money/rules.ts';
import { INQUIRY_RULES, type InquiryFacts } from './orders/rules.ts';
import { OPEN_STAGES, type Settlement, type Stage, type VisitPhase } from './orders/stages.ts';
import type { Role } from './people/roles.ts';
import { REVIEW_RULES } from './reviews/rules.ts';
import { tooEarlyUntil } from './visits/in-its-time.ts';
import { VISIT_RULES, type VisitFacts } from './visits/rules.ts';

export type { Action } from './messages.ts';

/**
 * Who may send which message, and when: one row per message, made from its definition. The validators of the workflow,
 * the views of the API and the buttons of the screens read this table.
 */
export interface ActionRow {
  stages: readonly Stage[];
  roles: readonly Role[];
  phases?: readonly VisitPhase[] | undefined;
  settlements?: readonly Settlement[] | undefined;
  /** Moves money: refused unless the API's proof shows who sends it. */
  money?: boolean | undefined;
  rehearsal?: boolean | undefined;
  /** The error code outside the stages and phases. */
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

/** The facts about an order that the rules of its messages read. Ids, codes, times and amounts only. */
export interface OrderFacts
  extends InquiryFacts,
    MatchingFacts,
    AgreementFacts,
    VisitFacts,
    CaseFacts,
    MoneyFacts,
    DurableFacts {
  stage: Stage;
  phase: VisitPhase | null;
  settlement: Settlement;
  rehearsal: boolean;
  customerId: string;
  /** The helper in whose name the order stands, and what was agreed. Sums in fen, times in ms since epoch. */
  booked: {
    helperId: string;
    agreementId: string;
    termsHash: string;
    totalFen: number;
    startsAt: number;
  } | null;
  openCase: CaseFacts['openCase'];
  policy: MatchingFacts['policy'] & VisitFacts['policy'];
}

type ActionWithRule = {
  [A in Action]: MessagesOf<'order'>[A] extends { rule: true } ? A : never;
}[Action];
/** One rule for each message whose definition says `rule`. The type requires every name. */
const RULES: Partial<Record<Action, Rule<never, OrderFacts>>> = {
  ...INQUIRY_RULES,
  ...MATCHING_RULES,
  ...AGREEMENT_RULES,
  ...VISIT_RULES,
  ...REVIEW_RULES,
  ...CASE_RULES,
  ...MONEY_RULES,
  ...DURABLE_RULES,
} satisfies { [A in ActionWithRule]: Rule<UpdateBody<A>, OrderFacts> };

/** The messages that this person may send now, in the order of the table. */
export const actionsNow = (who: Asker, order: OrderFacts): Action[] =>
  ACTION_NAMES.filter(
    (action) => refusalFor(action, who, order, null) === null && tooEarlyUntil(action, order) === null,
  );

/** The messages that a colleague of this person may send now, and this person not. */
export const forColleagues = (who: Asker, order: OrderFacts): Action[] =>
  ACTION_NAMES.filter((action) => refusalFor(action, who, order, null) === 'NeedsColleague');

/** The error code if this message cannot be accepted now, or null. That its time has come is asked apart. */
export function messageRefusal<A extends Action>(
  action: A,
  body: UpdateBody<A>,
  order: OrderFacts,
): ErrorCode | null {
  const said = body as Envelope;
  return refusalFor(action, { id: said.by, role: said.role }, order, said);
}

/** The same before the body is known: the error code if no body could be accepted. */
function refusalFor(action: Action, who: Asker, order: OrderFacts, body: Envelope | null): ErrorCode | null {
  const row = ACTIONS[action];
  const denied = outsideRow(row, who.role, order);
  if (denied) return denied;
  if (body && row.money && !body.proof) return 'Unverified';
  if (isAnothers(action, who, order, body)) return 'NotAllowed';
  const rule = RULES[action];
  return (body && rule?.says?.(body as never, order)) ?? rule?.possible?.(who, order) ?? null;
}

/** The error code if `role` may not send this at this stage, phase and settlement. */
function outsideRow(row: ActionRow, role: Role, order: OrderFacts): ErrorCode | null {
  if (!row.roles.includes(role)) return 'NotAllowed';
  if (order.stage === 'closed') return 'OrderClosed';
  if (row.rehearsal && !order.rehearsal) return 'NotRehearsal';
  const tooLate = row.tooLate ?? 'WrongStage';
  if (!row.stages.includes(order.stage)) return tooLate;
  if (row.phases && !row.phases.includes(order.phase ?? 'planned')) return tooLate;
  if (row.settlements && !row.settlements.includes(order.settlement)) return 'WrongStage';
  return null;
}

/** Customers act in their own orders. Helpers act in orders they are booked for or have an offer for. */
function isAnothers(action: Action, who: Asker, order: OrderFacts, body: Envelope | null): boolean {
  if (who.role === 'customer') return who.id !== order.customerId;
  if (who.role !== 'helper') return false;
  if (MESSAGES[action].helper !== 'named') return order.booked?.helperId !== who.id;
  return body !== null && (body as Envelope & { helperId?: string }).helperId !== who.id;
}
