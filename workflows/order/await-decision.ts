import { uuid4 } from '@temporalio/workflow';
import type { Action } from '#contracts/access.ts';
import { caseLimitMs } from '#contracts/cases/case-limit.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import { millis } from '#contracts/durations.ts';
import { causedBy } from '../durable/requests.ts';
import type { Because } from '../durable/transition.ts';
import { because } from '../durable/transitions.ts';
import { casesAreWorkflows, overtakeCase, startCase } from './case-links.ts';
import type { OrderContext, Place, RequestOf } from './order-kinds.ts';

/** Opens a case that a person must decide. Ops see it on the board with its time limit. */
export async function openCase(
  order: OrderContext,
  what: {
    kind: CaseKind;
    reason: string;
    helperId?: string | null;
    proposal?: string;
    to?: Place;
    /** The order goes on waiting for what it waits for. */
    beside?: true;
  },
  how: Because = because(`case ${what.kind}`),
): Promise<string> {
  const caseId = uuid4();
  const own = casesAreWorkflows();
  const due = Date.now() + (own ? caseLimitMs(order.policy, what.kind) : millis(order.policy.caseLimit));
  const { stage, waitingFor, deadline } = order.state;
  const to = {
    ...(what.beside ? { stage, waitingFor, deadline } : order.place(stage, 'ops', due)),
    needsOps: true,
    needsOpsReason: what.kind,
    ...what.to,
  };
  // Nobody came: a fitness case about the helper is obsolete.
  if (order.state.openCase) await overtakeCase(order, 'noCheckIn');
  const beside = what.beside ? { beside: { dueAt: due } } : {};
  order.state.openCase = { id: caseId, kind: what.kind, ...(own ? { own } : {}), ...beside };
  await order.move(
    'openCase',
    {
      caseId,
      kind: what.kind,
      reason: what.reason,
      helperId: what.helperId ?? null,
      dueAt: new Date(due).toISOString(),
      ...(what.proposal ? { proposal: what.proposal } : {}),
      ...(own ? { own } : {}),
    },
    { ...how, to },
  );
  if (own) await startCase(caseId);
  return caseId;
}

/** How a decision reaches the order: from its case, or, for an older case, from the person. */
export const DECIDED = ['decideCase', 'applyDecision'] as const;
export type Decided = (typeof DECIDED)[number];
export const isDecision = (request: RequestOf<Action | Decided>): request is RequestOf<Decided> =>
  DECIDED.some((action) => action === request.action);

/**
 * Waits until the open case is decided or one of the other messages arrives. A case with a workflow alerts staff by
 * itself when its limit passes; for an older one the order does. A timer never decides.
 */
export async function awaitDecision<A extends Action = never>(
  order: OrderContext,
  others: readonly A[] = [],
): Promise<RequestOf<Decided | A>> {
  for (;;) {
    const request = await nextDecision(order, others);
    if (request) return request;
  }
}

/** As `awaitDecision`, but returns null after each alert, and when `unless` is true. */
export async function nextDecision<A extends Action = never>(
  order: OrderContext,
  others: readonly A[] = [],
  unless?: () => boolean,
): Promise<RequestOf<Decided | A> | null> {
  const { kind, own } = order.state.openCase!;
  const request = await order.next([...DECIDED, ...others], {
    label: `运营处理工单 ops decide the ${kind} case`,
    deadline: own ? null : order.state.deadline,
    ...(unless ? { unless } : {}),
  });
  // A case with a workflow alerts staff by itself: this wait has no deadline.
  if (request || unless?.() || own) return request as RequestOf<Decided | A> | null;
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
 * Writes the decision. A refusal is returned to the person who decided, and the case stays open. If a second
 * transition follows from the decision, the answer waits for that one (`later`).
 */
export async function applyDecision(
  order: OrderContext,
  request: RequestOf<Decided>,
  to: Place,
  answer: 'now' | 'later' = 'now',
): Promise<boolean> {
  const { id: caseId, kind } = order.state.openCase!;
  const { decision, amountFen } = request.body;
  const fields = {
    ...{ caseId, kind, decision },
    ...(amountFen === undefined ? {} : { amountFen }),
    helperId: order.state.booked?.helperId ?? null,
  };
  const how = {
    ...causedBy(request),
    to: { needsOps: false, needsOpsReason: null, ...to },
  };
  const result =
    request.action === 'applyDecision'
      ? await order.move('applyDecision', { ...fields, round: request.body.round, variant: null }, how)
      : await order.move('decideCase', fields, how);
  if (!result.ok) {
    request.answer = result;
    return false;
  }
  order.state.openCase = null;
  if (answer === 'now') request.answer = { ok: true, version: order.state.version };
  return true;
}
