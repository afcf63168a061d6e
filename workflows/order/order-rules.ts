import { ACTIONS, refusal } from '#contracts/access.ts';
import { CASE_DECISIONS } from '#contracts/cases/kinds.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import {
  type Action,
  type Envelope,
  type MessagesOf,
  messagesOf,
  type UpdateBody,
} from '#contracts/messages.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Refusal } from '#contracts/transition.ts';
import { canMoveTo, rescheduleTerms } from '#contracts/visits/reschedule.ts';
import type { OrderState } from './order-state.ts';

const MESSAGES: Record<Action, MessageDefinition> = messagesOf('order');

/**
 * May this message be taken now? Null, or the code of the refusal. Pure and synchronous: validators ask it before a
 * message enters history, and again when the stage has changed before its turn came.
 */
export function messageRefusal<A extends Action>(
  action: A,
  body: UpdateBody<A>,
  order: OrderState,
  input: StartOrder,
): ErrorCode | null {
  const row = ACTIONS[action];
  const { by, role, proof } = body as Envelope;
  if (!row.roles.includes(role)) return 'NotAllowed';
  const denied = refusal(action, role, { ...order, rehearsal: input.policy.rehearsal });
  // While a transition is on its way people already see what the workflow does not know yet: the rules are asked again
  // when the message's turn comes.
  if (order.inMotion && order.stage !== 'closed' && !MESSAGES[action].duringTransition) return null;
  if (denied) return denied;
  if (row.money && !proof) return 'Unverified';
  if (role === 'customer' && by !== input.customerId) return 'NotAllowed';
  if (role === 'helper' && !isTheHelper(action, body as Envelope, order)) return 'NotAllowed';
  return (rules as Partial<Record<Action, Rule<A>>>)[action]?.(body, order, input) ?? null;
}

/** What the asker hears besides the code: who stands on the list now. */
export function refusalOf(code: ErrorCode, order: OrderState): Refusal {
  if (code !== 'ShortlistChanged') return { ok: false, code };
  return { ok: false, code, alternatives: order.candidates.map((c) => c.helperId) };
}

/** Helpers answer their own offers, and act in the orders they are booked for. */
function isTheHelper(action: Action, body: Envelope, order: OrderState): boolean {
  const { helper } = MESSAGES[action];
  if (helper === 'named') return (body as unknown as { helperId: string }).helperId === body.by;
  if (helper === 'any') return true;
  return order.booked?.helperId === body.by;
}

/** While ops look into an objection, the customer has said what there was to say. */
const objected = (_: unknown, order: OrderState): ErrorCode | null =>
  order.openCase?.kind === 'objection' ? 'WrongStage' : null;

type Rule<A extends Action> = (body: UpdateBody<A>, order: OrderState, input: StartOrder) => ErrorCode | null;
type ActionWithRule = {
  [A in Action]: MessagesOf<'order'>[A] extends { rule: true } ? A : never;
}[Action];
/** One rule for each message whose definition says `rule`: a missing or an unknown name does not compile. */
const rules: { [A in ActionWithRule]: Rule<A> } = {
  completeInquiry: (body, _, input) =>
    input.complete || input.shape === 'liveIn'
      ? 'WrongStage'
      : body.quantity < 1 || Date.parse(body.windowEnd) <= Date.parse(body.windowStart)
        ? 'InvalidInput'
        : null,
  // Whoever stood on an older list was chosen from a screen that had not heard of the new one.
  chooseHelper: (body, order) => {
    if (order.candidates.some((c) => c.helperId === body.helperId)) return null;
    return order.shown.includes(body.helperId) ? 'ShortlistChanged' : 'NotOnShortlist';
  },
  rematch: (body, order, input) => {
    const { named, windowStart, windowEnd } = body;
    if (windowStart || windowEnd) {
      const length = Date.parse(windowEnd ?? '') - Date.parse(windowStart ?? '');
      if (!named || !(length >= order.minutes * 60_000)) return 'InvalidInput';
    }
    return order.round >= input.policy.maxRounds ? 'NoRoundsLeft' : null;
  },
  answerOffer: (body, order) => {
    if (order.stage === 'agreement') {
      if (order.booked?.helperId !== body.helperId) return 'NotYourTurn';
      return body.accept || order.signedBy.includes('helper') ? 'AlreadyAnswered' : null;
    }
    if (!order.candidates.some((c) => c.helperId === body.helperId)) return 'NotYourTurn';
    return order.answered.includes(body.helperId) ? 'AlreadyAnswered' : null;
  },
  sign: (body, order) => {
    if (body.role !== body.party) return 'NotAllowed';
    if (order.booked?.agreementId !== body.agreementId || order.booked.termsHash !== body.termsHash)
      return 'TermsChanged';
    return order.signedBy.includes(body.party) ? 'AlreadySigned' : null;
  },
  proposeReschedule: (body, order, input) => {
    if (order.proposal) return 'ProposalOpen';
    if (order.reschedules >= rescheduleTerms(input.policy).maxReschedules) return 'NoReschedulesLeft';
    const from = Date.parse(order.booked!.startsAt);
    const now = Date.now() + order.clockShiftMs;
    const fits = canMoveTo({ startsAt: Date.parse(body.startsAt), from, now, policy: input.policy });
    return fits ? null : 'SlotInvalid';
  },
  // Who proposed may take it back; only the other side (or staff for it) may accept.
  answerReschedule: (body, order) =>
    !order.proposal || (body.accept && body.role === order.proposal.side) ? 'NotYourTurn' : null,
  confirmCompletion: objected,
  object: objected,
  recordCash: (body, order) => (body.amountFen === order.dueFen ? null : 'AmountMismatch'),
  decideCase: (body, order) => {
    if (order.openCase?.id !== body.caseId || order.openCase.own) return 'NoSuchCase';
    if (body.role === 'agent' && order.openCase.kind !== 'callback') return 'NotAllowed';
    const decisions: readonly string[] = CASE_DECISIONS[order.openCase.kind];
    if (!decisions.includes(body.decision)) return 'InvalidInput';
    if (body.decision !== 'reducePrice') return null;
    const total = order.booked?.totalFen ?? 0;
    return body.amountFen && body.amountFen <= total ? null : 'AmountMismatch';
  },
  retryStep: (_, order) =>
    order.parked || order.needsOpsReason === 'noticeBounced' ? null : 'NothingToRetry',
};
