import { defineQuery } from '@temporalio/workflow';
import type { CaseWorkflowView, StartCase } from '#contracts/cases/case-subject.ts';
import { parkedLine } from '../durable/staff-messages.ts';
import type { CaseState } from './case-state.ts';

/** The state of the case; `verify` compares its row with it. */
export const caseView = defineQuery<CaseWorkflowView>('caseView');

/** What staff see of the case in the Temporal UI. */
export const detailsOf = (state: CaseState, input: StartCase): (string | null)[] => [
  `**${state.kind}**${state.variant ? ` · ${state.variant}` : ''} · ${state.stage}${state.ending ? ` · ${state.ending}` : ''}`,
  input.orderId ? `- 订单 order: \`${input.orderId}\`` : null,
  state.stage === 'open' && state.deadline ? `- 截止 due: ${iso(state.deadline)}` : null,
  `- 负责人 owner: ${state.ownerId ?? '-'}`,
  parkedLine(state),
  state.decision ? `- 决定 decision: ${state.decision}` : null,
  state.stage === 'open' ? '- 在运营页面处理 decide it on the ops pages' : null,
];

export const viewOf = (state: CaseState, input: StartCase): CaseWorkflowView => ({
  ...{ caseId: input.caseId, round: input.round, version: state.version, stage: state.stage },
  ...{ ending: state.ending, kind: state.kind, variant: state.variant, orderId: input.orderId },
  ...{ ownerId: state.ownerId, dueAt: iso(state.deadline), decision: state.decision },
  needsOps: state.needsOps || state.parked !== null,
  needsOpsReason: state.parked ?? state.needsOpsReason,
  ignoredMessages: state.ignoredMessages,
});

export const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());
