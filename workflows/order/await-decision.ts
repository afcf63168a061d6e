import { uuid4 } from '@temporalio/workflow';
import type { Action } from '#contracts/access.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import { millis } from '#contracts/durations.ts';
import { type Because, because } from '../durable/transitions.ts';
import type { OrderContext, Place, RequestOf } from './order-kinds.ts';

/** Opens a case that a person must decide; ops see it on the board with its time limit. */
export async function openCase(
  order: OrderContext,
  what: { kind: CaseKind; reason: string; helperId?: string | null; proposal?: string; to?: Place },
  how: Because = because(`case ${what.kind}`),
): Promise<string> {
  const caseId = uuid4();
  const due = Date.now() + millis(order.policy.caseLimit);
  const to = {
    ...order.place(order.state.stage, 'ops', due),
    needsOps: true,
    needsOpsReason: what.kind,
    ...what.to,
  };
  order.state.openCase = { id: caseId, kind: what.kind };
  await order.move(
    'openCase',
    {
      caseId,
      kind: what.kind,
      reason: what.reason,
      helperId: what.helperId ?? null,
      dueAt: new Date(due).toISOString(),
      ...(what.proposal ? { proposal: what.proposal } : {}),
    },
    { ...how, to },
  );
  return caseId;
}

/**
 * Waits until ops decide the open case, or one of the other messages comes. When the limit passes ops are alerted
 * again: nobody is ever judged by a clock.
 */
export async function awaitDecision<A extends Action = never>(
  order: OrderContext,
  others: readonly A[] = [],
): Promise<RequestOf<'decideCase' | A>> {
  for (;;) {
    const request = await nextDecision(order, others);
    if (request) return request;
  }
}

/** As `awaitDecision`, but null after each alert, and whenever `unless` came true. */
export async function nextDecision<A extends Action = never>(
  order: OrderContext,
  others: readonly A[] = [],
  unless?: () => boolean,
): Promise<RequestOf<'decideCase' | A> | null> {
  const kind = order.state.openCase!.kind;
  const request = await order.next(['decideCase' as const, ...others], {
    label: `运营处理工单 ops decide the ${kind} case`,
    deadline: order.state.deadline,
    ...(unless ? { unless } : {}),
  });
  if (request || unless?.()) return request;
  const again = Date.now() + millis(order.policy.caseLimit);
  await order.move(
    'recordEvent',
    { event: { kind: 'needsOps', payload: { reason: `${kind}Overdue` } } },
    {
      ...because(`case ${kind} overdue`),
      to: { needsOps: true, needsOpsReason: `${kind}Overdue`, deadline: again },
    },
  );
  return null;
}

/**
 * Writes the decision; a refusal goes back to the one who decided, and the case stays open. Where a second transition
 * follows from the decision, the answer waits for that one (`later`).
 */
export async function applyDecision(
  order: OrderContext,
  request: RequestOf<'decideCase'>,
  to: Place,
  answer: 'now' | 'later' = 'now',
): Promise<boolean> {
  const { id, kind } = order.state.openCase!;
  const { decision, amountFen } = request.body;
  const result = await order.move(
    'decideCase',
    {
      caseId: id,
      kind,
      decision,
      ...(amountFen === undefined ? {} : { amountFen }),
      helperId: order.state.booked?.helperId ?? null,
    },
    { actor: request.actor, cause: request.cause, to: { needsOps: false, needsOpsReason: null, ...to } },
  );
  if (!result.ok) {
    request.answer = result;
    return false;
  }
  order.state.openCase = null;
  if (answer === 'now') request.answer = { ok: true, version: order.state.version };
  return true;
}
