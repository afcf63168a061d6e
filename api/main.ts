import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { openGateway } from '#activities/gateways/open-gateway.ts';
import { openPayments } from '#activities/gateways/open-payments.ts';
import { openDatabase } from '#platform/database.ts';
import { envOrExit } from '#platform/env.ts';
import { startHeartbeat } from '#platform/heartbeat.ts';
import { createLogger } from '#platform/logger.ts';
import { countConnections, serveMetrics } from '#platform/metrics.ts';
import { connectClient } from '#platform/temporal.ts';
import { createApp } from './app.ts';
import type { Deps } from './deps.ts';
import { drain } from './drain.ts';
import { openLive } from './live/open-live.ts';
import { createTurns } from './messages/slots/queue-by-helper.ts';
import { createTemporalPort } from './messages/temporal.ts';
import { countUpdates } from './metrics.ts';
import { createCodeLimits } from './people/login/code-limits.ts';
import { createLogin } from './people/login/create-login.ts';
import { createSendCode } from './people/login/send-code.ts';
import { keepWatch } from './watch/keep-watch.ts';

const env = envOrExit('api');
const logger = createLogger({ component: 'api', level: env.LOG_LEVEL });
const database = openDatabase({ url: env.DATABASE_URL, component: 'api', watchPool: countConnections });
const tracing = env.OTEL_EXPORTER_OTLP_ENDPOINT
  ? (await import('#platform/tracing/start-tracing.ts')).startTracing({
      endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
      component: 'api',
    })
  : undefined;
const client = await connectClient(
  env,
  tracing && (await import('./messages/trace-messages.ts')).traceMessages,
);
const temporal = countUpdates(createTemporalPort({ client, taskQueue: env.TASK_QUEUE }));
const live = openLive({ url: env.DATABASE_URL, database, logger });
const sendCode = createSendCode(openGateway({ env, database }));
const login = createLogin({ env, database, send: sendCode });
const codeLimits = createCodeLimits({ env, database, logger });
const payments = openPayments(env);
const watch = keepWatch({
  database,
  client,
  taskQueue: env.TASK_QUEUE,
  heartbeatMs: env.HEARTBEAT_MS,
  everyMs: env.WATCH_MS,
  logger,
});
const numbers = serveMetrics({ host: env.METRICS_HOST, port: env.METRICS_PORT, logger });
let isStopping = false;

const deps: Deps = {
  env,
  database,
  temporal,
  logger,
  login,
  codeLimits,
  sendCode,
  payments,
  live,
  watch,
  queueByHelper: createTurns({ database, logger }),
  stopping: () => isStopping,
};
const server = createServer(createApp(deps));
// People cannot act while Temporal is unavailable, although this process runs: that is an outage, too.
const heartbeat = startHeartbeat({
  database,
  component: 'api',
  everyMs: env.HEARTBEAT_MS,
  healthy: () => temporal.answers(),
  logger,
});

server.on('error', (error) => {
  logger.fatal({ err: error }, 'the API cannot listen');
  process.exit(1);
});
server.listen(env.PORT, env.HOST, () => {
  logger.info({ host: env.HOST, port: env.PORT }, 'the API listens');
  process.send?.('ready');
});

/**
 * On stop: readiness fails first, live screens are sent to the next process, running requests are answered, then
 * everything closes.
 */
async function stop(signal: string): Promise<void> {
  if (isStopping) return;
  isStopping = true;
  logger.info({ signal }, 'the API stops');
  const drained = drain(server, env.STOP_NOTICE_MS);
  await sleep(env.STOP_NOTICE_MS);
  await live.close();
  await drained;
  numbers.close();
  await Promise.all([heartbeat.stop(), watch.stop()]);
  await client.connection.close();
  await database.close();
  await tracing?.stop();
  process.exit(0);
}
process.on('SIGTERM', (signal) => void stop(signal));
process.on('SIGINT', (signal) => void stop(signal));
