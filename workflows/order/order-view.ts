import { defineQuery } from '@temporalio/workflow';
import { actionsNow } from '#contracts/access.ts';
import type { WorkflowView } from '#contracts/messages.ts';
import { ORDER_AT_START } from '#contracts/names.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Enter } from '#contracts/transition.ts';
import type { DisplaySubject } from '../durable/display.ts';
import { parkedLine } from '../durable/staff-messages.ts';
import { factsOf } from './order-facts.ts';
import { type OrderState, waitsForPenalty } from './order-state.ts';

/** The state of the order; `verify` compares the tables with it. */
export const orderView = defineQuery<WorkflowView>('orderView');

/** The projection of the state. */
export const projectionOf = (order: OrderState): Enter => ({
  stage: order.stage,
  waitingFor: order.waitingFor,
  deadline: iso(order.deadline),
  needsOps: order.needsOps,
  needsOpsReason: order.needsOpsReason,
  settlement: order.settlement,
  clockShiftMs: order.clockShiftMs,
});

/** What ops see of the order in the Temporal UI. */
export const orderDisplay = (order: OrderState, input: StartOrder): DisplaySubject => ({
  valuesAtStart: ORDER_AT_START,
  valuesNow: () => ({
    OrderStage: order.stage,
    HelperId: order.booked?.helperId ?? null,
    OrderEnding: order.ending,
    StageDeadline: iso(order.deadline),
    NeedsOps: order.needsOps || order.parked !== null,
    RematchCount: order.rematchCount,
  }),
  details: () => currentDetails(order, input),
});

/** Stage, who must act, the deadline, what ops can do. */
function currentDetails(order: OrderState, input: StartOrder): (string | null)[] {
  const can = actionsNow({ id: '', role: 'ops' }, factsOf(order, input));
  return [
    `**${order.stage}**${order.phase ? ` · ${order.phase}` : ''}${order.ending ? ` · ${order.ending}` : ''}`,
    order.waitingFor ? `- 等待 waiting for: **${order.waitingFor}**` : null,
    order.deadline ? `- 截止 until: ${iso(order.deadline)}` : null,
    order.needsOps ? `- ⚠ 需要运营 needs ops: ${order.needsOpsReason ?? '-'}` : null,
    parkedLine(order),
    order.proposal ? `- 提议改期 proposed: ${order.proposal.startsAt} by ${order.proposal.side}` : null,
    order.openCase ? `- 工单 open case: ${order.openCase.kind} ${order.openCase.id}` : null,
    `- 第 ${order.round} 轮推荐 round, 版本 version ${order.version}`,
    order.stage === 'closed' ? null : `- 运营可用 ops can send: ${can.map((a) => `\`${a}\``).join(' ')}`,
  ];
}

export const viewOf = (order: OrderState, input: StartOrder): WorkflowView => ({
  orderId: input.orderId,
  version: order.version,
  stage: order.stage,
  phase: order.phase,
  settlement: order.settlement,
  ending: order.ending,
  waitingFor: order.waitingFor,
  deadline: iso(order.deadline),
  helperId: order.booked?.helperId ?? null,
  agreementId: order.booked?.agreementId ?? null,
  round: order.round,
  rematchCount: order.rematchCount,
  needsOps: order.needsOps || order.parked !== null,
  needsOpsReason: order.parked ?? order.needsOpsReason,
  ignoredMessages: order.ignoredMessages,
  openCaseId: order.openCase?.id ?? (waitsForPenalty(order) ? order.penaltyCaseId : null),
  proposedStart: order.proposal?.startsAt ?? null,
});

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
