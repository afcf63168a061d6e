import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { readEnv } from '#platform/env.ts';
import { connectWorker } from '#platform/temporal.ts';

// The yardstick's worker: a process of its own with the product's options. It says "ready" to its parent.
const DEPLOYMENT = 'bare';
const TASK_QUEUE = 'bare';

Runtime.install({ logger: new DefaultLogger('WARN') });
const env = readEnv({ process: 'temporal' });
const connection = await connectWorker(env);
const workflowsPath = fileURLToPath(new URL('bare-workflow.ts', import.meta.url));
const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
const version = { deploymentName: DEPLOYMENT, buildId: 'one' };
const worker = await Worker.create({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  taskQueue: TASK_QUEUE,
  workflowBundle,
  workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
  activities: { nothing: async () => undefined },
  shutdownGraceTime: '3 seconds',
  maxConcurrentActivityTaskExecutions: 20,
});
const running = worker.run();
process.on('SIGTERM', () => worker.getState() === 'RUNNING' && worker.shutdown());
for (const until = Date.now() + 60_000; ; ) {
  try {
    await connection.workflowService.setWorkerDeploymentCurrentVersion({
      namespace: env.TEMPORAL_NAMESPACE,
      ...version,
      ignoreMissingTaskQueues: true,
    });
    break;
  } catch (error) {
    if (Date.now() > until) throw error;
    await new Promise((done) => setTimeout(done, 200));
  }
}
process.send?.('ready');
await running;
await connection.close();
