import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { DEPLOYMENT, SUBJECTS, workflowIdOf } from '#contracts/names.ts';

export interface OpenSubject {
  /** Its workflow type. */
  type: string;
  /** The changed steps it has lived, by the marks of `patched()`. */
  marks: string[];
  /** The build it is held by, whichever is current. */
  pinnedTo: string | undefined;
}

const runningOf = (subjects: { workflow: string }[]) =>
  `WorkflowType IN (${subjects.map(({ workflow }) => `'${workflow}'`).join(', ')}) AND ExecutionStatus = 'Running'`;
const OPEN = runningOf(Object.values(SUBJECTS));
const PINNED = 1;
const CLOSED_MEANWHILE = 5;
const AT_A_TIME = 20;

/** Does something with every open order, several at a time. */
export async function eachOpenSubject(
  client: Client,
  work: (workflowId: string, order: OpenSubject) => Promise<void>,
): Promise<void> {
  const waiting: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: OPEN })) waiting.push(workflowId);
  const lane = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) {
      const order = await openSubject(client, id);
      if (order) await work(id, order);
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
}

/** Workflow ids of the orders that a running subject of another type than these is about. */
export async function ordersOfOtherTypes(client: Client, types: Set<string>): Promise<Set<string>> {
  const others = Object.values(SUBJECTS).filter(({ workflow }) => !types.has(workflow));
  const orders = new Set<string>();
  if (others.length === 0) return orders;
  for await (const { searchAttributes } of client.workflow.list({ query: runningOf(others) }))
    for (const orderId of (searchAttributes.OrderId ?? []) as string[]) orders.add(workflowIdOf(orderId));
  return orders;
}

/** The order itself is asked, not its late copy in the list. */
export async function openSubject(client: Client, workflowId: string): Promise<OpenSubject | undefined> {
  try {
    const { raw, status, type, searchAttributes } = await client.workflow.getHandle(workflowId).describe();
    if (status.name !== 'RUNNING') return undefined;
    const override = raw.workflowExecutionInfo?.versioningInfo?.versioningOverride;
    return {
      type,
      marks: (searchAttributes.TemporalChangeVersion ?? []) as string[],
      pinnedTo: override?.pinned?.version?.buildId ?? undefined,
    };
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}

/** To one build for the rest of its life, or (null) to whatever is current. */
export async function pin(client: Client, workflowId: string, buildId: string | null): Promise<void> {
  const version = { deploymentName: DEPLOYMENT, buildId };
  try {
    await client.workflowService.updateWorkflowExecutionOptions({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      workflowExecutionOptions: buildId
        ? { versioningOverride: { pinned: { behavior: PINNED, version: { ...version, buildId } } } }
        : {},
      updateMask: { paths: ['versioning_override'] },
    });
  } catch (error) {
    if ((error as { code?: number }).code !== CLOSED_MEANWHILE) throw error;
  }
}
