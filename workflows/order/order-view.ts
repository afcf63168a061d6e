import { defineSearchAttributeKey, type SearchAttributeUpdatePair } from '@temporalio/common';
import { setCurrentDetails, upsertSearchAttributes } from '@temporalio/workflow';
import { allowedActions } from '#contracts/access.ts';
import type { WorkflowView } from '#contracts/messages.ts';
import type { StartOrder } from '#contracts/transitions.ts';
import type { OrderState } from './order-state.ts';

const keys = {
  OrderStage: defineSearchAttributeKey('OrderStage', 'KEYWORD'),
  HelperId: defineSearchAttributeKey('HelperId', 'KEYWORD'),
  OrderEnding: defineSearchAttributeKey('OrderEnding', 'KEYWORD'),
  StageDeadline: defineSearchAttributeKey('StageDeadline', 'DATETIME'),
  NeedsOps: defineSearchAttributeKey('NeedsOps', 'BOOL'),
  RematchCount: defineSearchAttributeKey('RematchCount', 'INT'),
};

/**
 * Shows ops in the Temporal UI where the order is: only what changed is written, one event at most. A helper who is
 * `coming` is told with the booking itself, and with the step after it again: recorded orders expect that event.
 */
export function createDisplay(input: StartOrder) {
  let shown: Record<string, unknown> = { OrderStage: 'inquiry', NeedsOps: false, RematchCount: 0 };
  return (order: OrderState, coming?: string): void => {
    const now: Record<string, unknown> = {
      OrderStage: order.stage,
      HelperId: order.booked?.helperId ?? null,
      OrderEnding: order.ending,
      StageDeadline: order.deadline === null ? null : new Date(order.deadline).toISOString(),
      NeedsOps: order.needsOps || order.parked !== null,
      RematchCount: order.rematchCount,
    };
    const changes = Object.entries(keys)
      .filter(([name]) => (now[name] ?? null) !== (shown[name] ?? null))
      .map(([name, key]) => ({
        key,
        value: name === 'StageDeadline' && now[name] ? new Date(now[name] as string) : now[name],
      }));
    if (changes.length && coming) changes.push({ key: keys.HelperId, value: coming });
    if (changes.length) upsertSearchAttributes(changes as SearchAttributeUpdatePair[]);
    shown = now;
    setCurrentDetails(currentDetails(order, input));
  };
}

/** Markdown for the Temporal UI: stage, who must act, until when, what ops can do. */
function currentDetails(order: OrderState, input: StartOrder): string {
  const can = allowedActions('ops', { ...order, rehearsal: input.policy.rehearsal }).filter(
    (action) =>
      (action !== 'decideCase' || order.openCase) &&
      (action !== 'retryStep' || order.parked || order.needsOpsReason === 'noticeBounced'),
  );
  return [
    `**${order.stage}**${order.phase ? ` · ${order.phase}` : ''}${order.ending ? ` · ${order.ending}` : ''}`,
    order.waitingFor ? `- 等待 waiting for: **${order.waitingFor}**` : null,
    order.deadline ? `- 截止 until: ${new Date(order.deadline).toISOString()}` : null,
    order.needsOps ? `- ⚠ 需要运营 needs ops: ${order.needsOpsReason ?? '-'}` : null,
    order.parked ? `- ⛔ 步骤停住 parked step: ${order.parked} → \`retryStep\`` : null,
    order.proposal ? `- 提议改期 proposed: ${order.proposal.startsAt} by ${order.proposal.side}` : null,
    order.openCase ? `- 工单 open case: ${order.openCase.kind} ${order.openCase.id}` : null,
    `- 第 ${order.round} 轮推荐 round, 版本 version ${order.version}`,
    order.stage === 'closed' ? null : `- 运营可用 ops can send: ${can.map((a) => `\`${a}\``).join(' ')}`,
  ]
    .filter((line) => line !== null)
    .join('\n');
}

export const viewOf = (order: OrderState, input: StartOrder): WorkflowView => ({
  orderId: input.orderId,
  version: order.version,
  stage: order.stage,
  phase: order.phase,
  settlement: order.settlement,
  ending: order.ending,
  waitingFor: order.waitingFor,
  deadline: order.deadline === null ? null : new Date(order.deadline).toISOString(),
  helperId: order.booked?.helperId ?? null,
  agreementId: order.booked?.agreementId ?? null,
  round: order.round,
  rematchCount: order.rematchCount,
  needsOps: order.needsOps || order.parked !== null,
  needsOpsReason: order.parked ?? order.needsOpsReason,
  ignoredMessages: order.ignoredMessages,
  openCaseId: order.openCase?.id ?? null,
  proposedStart: order.proposal?.startsAt ?? null,
});
