import { markStarted, startOfCase } from '#activities/cases/start-case.ts';
import type { Deps } from '#api/deps.ts';
import { Refused } from '#api/http/refused.ts';

const WITHIN_MS = 3_000;

/**
 * Starts the workflow of a stored case; a second start returns the same workflow. The worker's sweep repeats a failed
 * start.
 */
export async function startCaseWorkflow({ deps, caseId }: { deps: Deps; caseId: string }): Promise<void> {
  const { database, env, temporal, logger } = deps;
  const { TASK_QUEUE: taskQueue, PUBLIC_URL: publicUrl } = env;
  const request = await startOfCase({ database, caseId, taskQueue, publicUrl });
  if (!request) throw new Refused('NotFound');
  try {
    await temporal.start(request, WITHIN_MS);
  } catch (error) {
    logger.warn({ err: error, caseId }, 'the workflow of a case could not be started; the worker retries');
    throw new Refused('Unavailable');
  }
  await markStarted(database, caseId);
}
