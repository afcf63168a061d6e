import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { openDatabase } from '#platform/database.ts';
import { readEnv } from '#platform/env.ts';
import { ACTIVITY_PLACES, connectWorker } from '#platform/temporal.ts';
import { floorEffect } from './floor-effect.ts';

// The worker of the baseline: a process with the product's options. It sends "ready" to its parent. `floor`: its
// activities do the minimum of an order's.
const kind = process.env.BARE_KIND === 'floor' ? 'floor' : 'bare';
const database =
  kind === 'floor'
    ? openDatabase({ url: process.env.DATABASE_URL!, max: 20, component: 'floor' })
    : undefined;

Runtime.install({ logger: new DefaultLogger('WARN') });
const env = readEnv({ process: 'temporal' });
const connection = await connectWorker(env);
const workflowsPath = fileURLToPath(new URL(`${kind}-workflow.ts`, import.meta.url));
const workflowBundle = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
const version = { deploymentName: kind, buildId: 'one' };
const worker = await Worker.create({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  taskQueue: kind,
  workflowBundle,
  workerDeploymentOptions: { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' },
  activities: { nothing: database ? floorEffect(database) : async () => undefined },
  shutdownGraceTime: '3 seconds',
  maxConcurrentActivityTaskExecutions: ACTIVITY_PLACES,
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
await database?.close();
