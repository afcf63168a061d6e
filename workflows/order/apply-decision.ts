import { decisionsOf } from '#contracts/cases/kinds.ts';
import type { ApplyDecisionBody } from '#contracts/cases/messages.ts';
import type { Answer, ErrorCode } from '#contracts/errors.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { actorOf } from '../durable/requests.ts';
import type { OrderContext, Place } from './order-kinds.ts';
import type { OrderState } from './order-state.ts';

/**
 * The error code if this decision of a case cannot be applied now. Some decisions are awaited by the main workflow
 * code, others are applied beside it.
 */
export function applyRefusal(body: ApplyDecisionBody, order: OrderState): ErrorCode | null {
  if (order.stage === 'closed') return 'OrderClosed';
  if (!isStaff(body)) return 'NotAllowed';
  if (!body.proof) return 'Unverified';
  if (order.inMotion) return null;
  if (!isBeside(body, order) && !(order.openCase?.id === body.caseId && order.openCase.own))
    return 'CaseClosed';
  const kind = body.kind as Parameters<typeof decisionsOf>[0];
  if (!decisionsOf(kind, body.variant ?? null).includes(body.decision)) return 'InvalidInput';
  if (isAbsence(body) && isBeforeStart(order)) return 'TooEarly';
  if (body.decision !== 'reducePrice') return null;
  return body.amountFen && body.amountFen <= (order.booked?.totalFen ?? 0) ? null : 'AmountMismatch';
}

/** Before the agreed start nobody is absent. */
const isAbsence = ({ kind, decision }: ApplyDecisionBody): boolean =>
  kind === 'arrival' && (decision === 'helperNoShow' || decision === 'customerNoShow');
const isBeforeStart = ({ booked, clockShiftMs, openCase }: OrderState): boolean =>
  openCase?.beside !== undefined &&
  booked !== null &&
  Date.now() + clockShiftMs < Date.parse(booked.startsAt);

/** A penalty, or the absence of a helper who has withdrawn: the order continues whatever is decided. */
export const isBeside = (body: ApplyDecisionBody, order: OrderState): boolean =>
  body.kind === 'penalty'
    ? order.penalty === 'open' && order.penaltyCaseId === body.caseId
    : body.kind === 'arrival' && body.variant === 'withdrawn';

/** Applies a decision that no stage waits for. */
export async function applyBeside(
  order: OrderContext,
  body: ApplyDecisionBody,
  cause: string,
): Promise<Answer> {
  const { state } = order;
  const { caseId, round, kind, decision, amountFen } = body;
  // Only the follow-up waits for the penalty.
  const to = (): Place =>
    kind === 'penalty' && state.stage === 'followUp'
      ? { waitingFor: 'system', deadline: null, needsOps: false, needsOpsReason: null }
      : {};
  const result = await order.move(
    'applyDecision',
    {
      ...{ caseId, round, kind: kind as 'penalty' | 'arrival', variant: body.variant ?? null, decision },
      ...(amountFen === undefined ? {} : { amountFen }),
      helperId: body.helperId ?? null,
    },
    { actor: actorOf('applyDecision', body), cause, to },
  );
  if (!result.ok) return result;
  if (kind === 'penalty') state.penalty = 'decided';
  return { ok: true, version: state.version };
}
