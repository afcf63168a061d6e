import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { DEPLOYMENT } from '#activities/workflow-build.ts';
import { ORDER_WORKFLOW } from '#contracts/names.ts';

export interface RolledBack {
  from: string;
  to: string;
  /** Open orders that have lived a changed step: they stay with the build they know. */
  pinned: number;
  /** Open orders that went back to the old build. */
  returned: number;
}

const OPEN = `WorkflowType = "${ORDER_WORKFLOW}" AND ExecutionStatus = "Running"`;
const PINNED = 1;
const AT_A_TIME = 20;

/**
 * Makes an older build current again while the newer one still runs. An order whose history holds a mark of `patched()`
 * cannot be replayed by a build that does not know it, so it stays pinned to the newer build, whose workers have to run
 * until it is closed. All open orders are held first: none can move between looking and switching.
 */
export async function rollBack(input: { client: Client; to: string }): Promise<RolledBack> {
  const { client, to } = input;
  const from = await currentBuild(client);
  if (from === to) throw new Error(`Build ${to} is the current one already`);
  const held = await each(client, (workflowId) => pin(client, workflowId, from));
  await makeCurrent(client, to);
  // Placed between the list and the switch: visibility shows them a moment later.
  await new Promise((done) => setTimeout(done, 2_000));
  const known = new Set(held);
  await each(client, async (workflowId) => {
    if (!known.has(workflowId) && (await livedAChange(client, workflowId)))
      await pin(client, workflowId, from);
  });
  let returned = 0;
  await inParts(held, async (workflowId) => {
    if (await livedAChange(client, workflowId)) return;
    await pin(client, workflowId, null);
    returned += 1;
  });
  return { from, to, pinned: held.length - returned, returned };
}

export async function currentBuild(client: Client): Promise<string> {
  const { namespace } = client.options;
  const { workerDeploymentInfo } = await client.workflowService.describeWorkerDeployment({
    namespace,
    deploymentName: DEPLOYMENT,
  });
  const build = workerDeploymentInfo?.routingConfig?.currentDeploymentVersion?.buildId;
  if (!build) throw new Error(`Deployment ${DEPLOYMENT} has no current build`);
  return build;
}

async function makeCurrent(client: Client, buildId: string): Promise<void> {
  const { namespace } = client.options;
  await client.workflowService.setWorkerDeploymentCurrentVersion({
    namespace,
    deploymentName: DEPLOYMENT,
    buildId,
    ignoreMissingTaskQueues: true,
  });
}

/** The history itself is asked, not its late copy in the list. */
async function livedAChange(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    return raw.workflowExecutionInfo?.searchAttributes?.indexedFields?.TemporalChangeVersion !== undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}

/** To one build for the rest of its life, or (null) to whatever is current. */
async function pin(client: Client, workflowId: string, buildId: string | null): Promise<void> {
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
    // gRPC 5: it closed meanwhile.
    if ((error as { code?: number }).code !== 5) throw error;
  }
}

/** Every open order, and their workflow ids. */
async function each(client: Client, work: (workflowId: string) => Promise<void>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { workflowId } of client.workflow.list({ query: OPEN })) ids.push(workflowId);
  await inParts(ids, work);
  return ids;
}

async function inParts(ids: string[], work: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  const lane = async () => {
    for (let id = waiting.shift(); id; id = waiting.shift()) await work(id);
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, lane));
}
