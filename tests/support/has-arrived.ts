import { type Client, isGrpcServiceError } from '@temporalio/client';

const NOT_FOUND = 5;

/** Whether the server has the update, be it that no worker has accepted it yet. */
export async function hasArrived(client: Client, workflowId: string, updateId: string): Promise<boolean> {
  const { namespace } = client.options;
  try {
    // Without a stage to wait for it answers at once.
    await client.workflowService.pollWorkflowExecutionUpdate({
      ...{ namespace, updateRef: { workflowExecution: { workflowId }, updateId } },
      waitPolicy: { lifecycleStage: 0 },
    });
    return true;
  } catch (error) {
    if (isGrpcServiceError(error) && error.code === NOT_FOUND) return false;
    throw error;
  }
}
