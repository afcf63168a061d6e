import { createServer, type Server } from 'node:http';
import type pg from 'pg';
import { collectDefaultMetrics, Gauge, type Registry, register } from 'prom-client';
import type { Logger } from '#platform/logger.ts';

/**
 * The metrics of this process; each is defined beside what it measures and registers here.
 * @internal tests read the metrics without the port
 */
export const metrics: Registry = register;

/** Connections of a pool by state; `waiting` are queries without a connection yet. */
export function countConnections(pool: pg.Pool): void {
  if (metrics.getSingleMetric('anjia_database_connections')) return;
  new Gauge({
    name: 'anjia_database_connections',
    help: 'Connections to PostgreSQL by state; waiting: calls that got none yet',
    labelNames: ['state'],
    collect() {
      this.set({ state: 'open' }, pool.totalCount);
      this.set({ state: 'idle' }, pool.idleCount);
      this.set({ state: 'waiting' }, pool.waitingCount);
    },
  });
}

/**
 * Serves /metrics on a separate port that users cannot reach, because metrics reveal much about a business. `more` is
 * text of the same format from elsewhere in this process.
 */
export function serveMetrics(input: {
  host: string;
  port: number | undefined;
  logger: Pick<Logger, 'info' | 'error'>;
  more?: () => Promise<string>;
}): { close(): void } {
  if (input.port === undefined) return { close: () => undefined };
  if (!metrics.getSingleMetric('process_cpu_seconds_total')) collectDefaultMetrics({ register: metrics });
  const server: Server = createServer((req, res) => {
    if (req.method !== 'GET' || req.url?.split('?')[0] !== '/metrics') return void res.writeHead(404).end();
    void Promise.all([metrics.metrics(), input.more?.() ?? Promise.resolve('')])
      .then((texts) => res.writeHead(200, { 'content-type': metrics.contentType }).end(texts.join('\n')))
      .catch((error: unknown) => {
        input.logger.error({ err: error }, 'metrics could not be collected');
        res.writeHead(500).end();
      });
  });
  let again: NodeJS.Timeout | undefined;
  const listen = (): void => void server.listen(input.port, input.host);
  server.on('listening', () =>
    input.logger.info({ host: input.host, port: input.port }, 'metrics are served'),
  );
  // The process also works without metrics. The process that we replace keeps the port until it ends.
  server.on('error', (error) => {
    input.logger.error({ err: error }, 'metrics are not served');
    again = setTimeout(listen, 2_000).unref();
  });
  listen();
  server.unref();
  return {
    close() {
      clearTimeout(again);
      server.close();
    },
  };
}
