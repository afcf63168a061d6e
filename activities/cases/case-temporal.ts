import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { ApplyDecisionBody, CaseDueBody } from '#contracts/cases/messages.ts';
import { type Answer, isErrorCode } from '#contracts/errors.ts';
import { DEPLOYMENT, workflowIdOf } from '#contracts/names.ts';
import type { CaseStart } from './start-case.ts';

/** What cases need from Temporal. */
export interface CaseTemporal {
  /** The workflow runs; it was started now or before. */
  start: (request: CaseStart) => Promise<void>;
  /** The order's answer to a decision; `gone`: the order is closed. Throws when no answer came in time. */
  applyDecision: (input: {
    orderId: string;
    updateId: string;
    body: ApplyDecisionBody;
  }) => Promise<Answer | 'gone'>;
  /** A closed order does not need it. */
  moveDue: (input: { orderId: string; body: CaseDueBody }) => Promise<void>;
}

/** The case that an order waits for, as its workflow reports; null: none, or the order has no open workflow. */
export const askedBy =
  (client: Client) =>
  async (orderId: string): Promise<string | null> => {
    try {
      const handle = client.workflow.getHandle(workflowIdOf(orderId));
      return (await handle.query<{ openCaseId: string | null }>('orderView')).openCaseId;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return null;
      throw error;
    }
  };

/**
 * Whether the build that runs this order knows cases. While another build is current (`heldBy` is not null), this is
 * certain only for orders pinned to this build.
 */
export const knowsCases =
  (client: Client, heldBy: () => Promise<string | null>) =>
  async (orderId: string): Promise<boolean> => {
    const build = await heldBy();
    if (build === null) return true;
    try {
      const { raw } = await client.workflow.getHandle(workflowIdOf(orderId)).describe();
      const override = raw.workflowExecutionInfo?.versioningInfo?.versioningOverride;
      return override?.pinned?.version?.buildId === build;
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return true;
      throw error;
    }
  };

/**
 * `heldBy` names the build that must run a case which starts now; null: the current one. After a rollback the current
 * build may not know cases.
 */
export function caseTemporal(
  client: Client,
  heldBy: () => Promise<string | null> = async () => null,
): CaseTemporal {
  const handleOf = (orderId: string) => client.workflow.getHandle(workflowIdOf(orderId));
  return {
    async start({ workflow, options }) {
      try {
        const buildId = await heldBy();
        const held = buildId
          ? { versioningOverride: { pinnedTo: { deploymentName: DEPLOYMENT, buildId } } }
          : {};
        await client.workflow.start(workflow, { ...options, ...held });
      } catch (error) {
        // It was started before and is closed already.
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
    async applyDecision({ orderId, updateId, body }) {
      try {
        return await handleOf(orderId).executeUpdate<Answer, [ApplyDecisionBody]>('applyDecision', {
          args: [body],
          updateId,
        });
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'gone';
        const type =
          error instanceof WorkflowUpdateFailedError ? (error.cause as { type?: string }).type : null;
        if (type === 'OrderClosed' || type === 'AcceptedUpdateCompletedWorkflow') return 'gone';
        if (isErrorCode(type)) return { ok: false, code: type };
        throw error;
      }
    },
    async moveDue({ orderId, body }) {
      try {
        await handleOf(orderId).signal('caseDueMoved', body);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
