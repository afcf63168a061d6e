import { WorkflowNotFoundError } from '@temporalio/client';
import { DefaultLogger, type LogEntry, Runtime, Worker } from '@temporalio/worker';
import type { SignalBody } from '#contracts/messages.ts';
import { NOTICE_RELAY_ID, NOTICE_RELAY_WORKFLOW, workflowIdOf } from '#contracts/names.ts';
import { openDatabase } from '#platform/database.ts';
import { envOrExit, secretOf } from '#platform/env.ts';
import { startHeartbeat } from '#platform/heartbeat.ts';
import { createLogger } from '#platform/logger.ts';
import { countConnections, serveMetrics } from '#platform/metrics.ts';
import { ACTIVITY_PLACES, connectClient, connectWorker, temporalAnswers } from '#platform/temporal.ts';
import { askedBy, caseTemporal } from './cases/case-temporal.ts';
import { createCaseSweep } from './cases/sweep-cases.ts';
import { openGateway } from './gateways/open-gateway.ts';
import { sweepCertificates } from './helpers/certificate-sweep.ts';
import type { UnfitMessage } from './helpers/unfit-helpers.ts';
import { createActivities } from './index.ts';
import { type PaidMessage, tellUntoldPayments } from './money/tell-paid.ts';
import { startWaitingOrders } from './orders/start-waiting-orders.ts';
import { joinBuilds } from './worker/builds/join-builds.ts';
import { sdkMetrics } from './worker/watch/sdk-metrics.ts';
import { watchActivities } from './worker/watch/watch-activities.ts';
import { versionOptions, workflowBuild } from './worker/workflow-build.ts';

// npm run worker: lives the orders' workflows, does their effects and sends their notices.
const env = envOrExit('worker');
const logger = createLogger({ component: 'worker', level: env.LOG_LEVEL });
const sdk = await sdkMetrics(env.METRICS_PORT !== undefined);
Runtime.install({
  telemetryOptions: sdk.telemetryOptions,
  logger: new DefaultLogger('INFO', ({ level, message, meta }: LogEntry) => {
    const line = { ...meta };
    if (level === 'ERROR') logger.error(line, message);
    else if (level === 'WARN') logger.warn(line, message);
    // The bundler lists its modules in many lines.
    else if (level === 'INFO' && !message.includes('\n')) logger.info(line, message);
    else logger.debug(line, message);
  }),
  // We stop by ourselves, in order.
  shutdownSignals: [],
});

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
const { workflowBundle, buildId } = await workflowBuild(process.env.WORKFLOW_BUNDLE, {
  traced: traced !== undefined,
});
const cases = {
  temporal: caseTemporal(client),
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
    tellBounced,
    stopping: stopping.signal,
    logger,
    cases,
  }),
  interceptors: { activity: [watchActivities({ database }), ...(traced ? [traced.activity] : [])] },
  ...(traced ? { sinks: traced.sinks } : {}),
  shutdownGraceTime: '3 seconds',
  // Tasks of a killed worker come back to the queue of all after this, not after the usual 10 s: an order that a new
  // worker does not know has to react within two.
  stickyQueueScheduleToStartTimeout: '1 second',
  maxConcurrentActivityTaskExecutions: ACTIVITY_PLACES,
  // An order waits for hours and moves within minutes: those that move stay in memory, about a quarter of a megabyte
  // each, the others are read again when something happens. The default grows with the machine's memory.
  maxCachedWorkflows: 500,
});

const running = worker.run();
const current = joinBuilds({
  connection,
  namespace: env.TEMPORAL_NAMESPACE,
  taskQueue: env.TASK_QUEUE,
  build: { workflowBundle, buildId },
  // Said expressly, it is somebody's wish; unsaid, this may be a restart that nobody wished for.
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
    // Without it no task ever comes: the supervisor starts us again.
    logger.fatal({ err: error }, 'worker gets no tasks');
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
// Each of them alone: one that fails keeps no other from being done.
const relay = repeat(15_000, async () => {
  await client.workflow.start(NOTICE_RELAY_WORKFLOW, {
    workflowId: NOTICE_RELAY_ID,
    taskQueue: env.TASK_QUEUE,
    workflowIdConflictPolicy: 'USE_EXISTING',
    staticSummary: '通知中继 sends the notices that transitions wrote',
  });
});
const starts = repeat(15_000, async () => {
  await startWaitingOrders({
    database,
    client,
    taskQueue: env.TASK_QUEUE,
    publicUrl: env.PUBLIC_URL,
    logger,
  });
});
const payments = repeat(15_000, async () => {
  await tellUntoldPayments({
    database,
    secret: secretOf(env),
    signal: tellPaid,
    onFailure: (error) => logger.warn({ err: error }, 'an order is told later that it was paid'),
  });
});
const sweep = repeat(60_000, async () => {
  const { found, told } = await sweepCertificates({
    database,
    signal: tellUnfit,
    onFailure: (error) => logger.warn({ err: error }, 'an order is told later that its helper is unfit'),
  });
  if (found + told > 0) logger.info({ found, told }, 'orders heard that their helper is unfit');
});
const sweepCases = createCaseSweep({ database, ...cases, askedBy: askedBy(client), logger });
const caseStarts = repeat(15_000, async () => {
  await sweepCases();
});
const chores = [relay, starts, payments, sweep, caseStarts];

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
  for (const chore of chores) chore.stop();
  await heartbeat.stop();
  await client.connection.close();
  await connection.close().catch(() => undefined);
  await database.close();
  await tracing?.stop();
  process.exit();
}

function stop(): void {
  stopping.abort();
  for (const chore of chores) chore.stop();
  void heartbeat.stop();
  if (worker.getState() === 'RUNNING') worker.shutdown();
}

/** The workflow knows this message by the notice and its last place: told twice, it counts once. */
async function tellBounced(input: { orderId: string; noticeId: string; position: number }): Promise<void> {
  const { orderId, noticeId, position } = input;
  try {
    const handle = client.workflow.getHandle(workflowIdOf(orderId));
    await handle.signal<[SignalBody<'noticeBounced'>]>('noticeBounced', {
      messageId: `bounced-${noticeId}-${position}`,
      noticeId,
    });
  } catch (error) {
    // A closed order hears nothing; what bounced of its end the watch finds among the deliveries.
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** The workflow knows this message by its id, too; ops of the order decide what comes of it. */
async function tellUnfit({ orderId, body }: UnfitMessage): Promise<void> {
  try {
    await client.workflow
      .getHandle(workflowIdOf(orderId))
      .signal<[UnfitMessage['body']]>('helperUnfit', body);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

/** What the API could not tell when the gateway reported: the workflow, again, knows the message by its id. */
async function tellPaid({ orderId, body }: PaidMessage): Promise<'sent' | 'gone'> {
  try {
    await client.workflow
      .getHandle(workflowIdOf(orderId))
      .signal<[PaidMessage['body']]>('paymentSettled', body);
    return 'sent';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'gone';
    throw error;
  }
}

/** At once and then every so often; a round that fails is only logged, the next one tries again. */
function repeat(everyMs: number, work: () => Promise<void>): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = async (): Promise<void> => {
    await work().catch((error: unknown) => logger.warn({ err: error }, 'a round of chores failed'));
    if (!stopped) timer = setTimeout(() => void round(), everyMs);
  };
  void round();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
