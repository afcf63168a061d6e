import { Worker } from '@temporalio/worker';
import { openDatabase } from '#platform/database.ts';
import { envOrExit, secretOf } from '#platform/env.ts';
import { startHeartbeat } from '#platform/heartbeat.ts';
import { createLogger } from '#platform/logger.ts';
import { countConnections, serveMetrics } from '#platform/metrics.ts';
import { ACTIVITY_PLACES, connectClient, connectWorker, temporalAnswers } from '#platform/temporal.ts';
import { caseTemporal } from './cases/case-temporal.ts';
import { openGateway } from './gateways/open-gateway.ts';
import { createActivities } from './index.ts';
import { startChores } from './start-chores.ts';
import { tellOrders } from './tell-orders.ts';
import { joinBuilds } from './worker/builds/join-builds.ts';
import { notCurrent } from './worker/builds/not-current.ts';
import { installRuntime } from './worker/install-runtime.ts';
import { sdkMetrics } from './worker/watch/sdk-metrics.ts';
import { watchActivities } from './worker/watch/watch-activities.ts';
import { versionOptions, workflowBuild } from './worker/workflow-build.ts';

// npm run worker: runs the workflows of orders, executes their activities and sends their notices.
const env = envOrExit('worker');
const logger = createLogger({ component: 'worker', level: env.LOG_LEVEL });
const sdk = await sdkMetrics(env.METRICS_PORT !== undefined);
installRuntime(logger, sdk.telemetryOptions);

const database = openDatabase({
  url: env.DATABASE_URL,
  max: 20,
  component: 'worker',
  watchPool: countConnections,
});
const numbers = serveMetrics({ host: env.METRICS_HOST, port: env.METRICS_PORT, logger, more: sdk.text });
const tracing = env.OTEL_EXPORTER_OTLP_ENDPOINT
  ? (await import('#platform/tracing/start-tracing.ts')).startTracing({
      endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
      component: 'worker',
    })
  : undefined;
const traced = tracing && (await import('./worker/watch/trace-worker.ts')).traceWorker(tracing);
const stopping = new AbortController();
const connection = await connectWorker(env);
const client = await connectClient(env);
const tell = tellOrders(client);
const { workflowBundle, buildId } = await workflowBuild(process.env.WORKFLOW_BUNDLE, {
  traced: traced !== undefined,
});
const heldBy = () =>
  notCurrent({
    workflowService: client.workflowService,
    namespace: env.TEMPORAL_NAMESPACE,
    taskQueue: env.TASK_QUEUE,
    buildId,
  });
const cases = {
  temporal: caseTemporal(client, heldBy),
  taskQueue: env.TASK_QUEUE,
  publicUrl: env.PUBLIC_URL,
};
const worker = await Worker.create({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  taskQueue: env.TASK_QUEUE,
  workflowBundle,
  ...versionOptions(buildId),
  activities: createActivities({
    database,
    secret: secretOf(env),
    heartbeatMs: env.HEARTBEAT_MS,
    gateway: openGateway({ env, database }),
    without: env.ANJIA_WITHOUT,
    tellBounced: tell.bounced,
    stopping: stopping.signal,
    logger,
    cases,
  }),
  interceptors: { activity: [watchActivities({ database }), ...(traced ? [traced.activity] : [])] },
  ...(traced ? { sinks: traced.sinks } : {}),
  shutdownGraceTime: '3 seconds',
  // Tasks of a killed worker return to the shared queue after this time, not after the default 10 s: an order that is
  // not in a new worker's cache has to react within two seconds.
  stickyQueueScheduleToStartTimeout: '1 second',
  maxConcurrentActivityTaskExecutions: ACTIVITY_PLACES,
  // An order waits for hours and moves within minutes. Moving orders stay in memory, about a quarter of a megabyte
  // each; the others are replayed when something happens. The default grows with the machine's memory.
  maxCachedWorkflows: 500,
});

const running = worker.run();
const current = joinBuilds({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  taskQueue: env.TASK_QUEUE,
  build: { workflowBundle, buildId },
  // `MAKE_CURRENT` set by an operator means deploy; unset means plain restart.
  wish: !env.MAKE_CURRENT ? 'beside' : process.env.MAKE_CURRENT ? 'insists' : 'current',
  logger,
  stopping: stopping.signal,
});
const takesTasks = current.then(
  () => {
    logger.info({ taskQueue: env.TASK_QUEUE, buildId }, 'worker runs');
    process.send?.('ready');
    return true;
  },
  (error: unknown) => {
    // Without it no task arrives: the supervisor restarts the process.
    logger.fatal({ err: error }, 'the worker cannot get tasks');
    process.exitCode = 1;
    stop();
    return false;
  },
);
const heartbeat = startHeartbeat({
  database,
  component: 'worker',
  everyMs: env.HEARTBEAT_MS,
  healthy: async () =>
    (await takesTasks) && worker.getState() === 'RUNNING' && (await temporalAnswers(client)),
  logger,
});
const chores = startChores({ env, database, client, heldBy, tell, cases, logger });

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    logger.info({ signal }, 'worker stops');
    stop();
  });
}
try {
  await running;
} catch (error) {
  logger.fatal({ err: error }, 'worker failed');
  process.exitCode = 1;
} finally {
  numbers.close();
  chores.stop();
  await heartbeat.stop();
  await client.connection.close();
  await connection.close().catch(() => undefined);
  await database.close();
  await tracing?.stop();
  process.exit();
}

function stop(): void {
  stopping.abort();
  chores.stop();
  void heartbeat.stop();
  if (worker.getState() === 'RUNNING') worker.shutdown();
}
