import { randomUUID } from 'node:crypto';
import compression from 'compression';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { pinoHttp } from 'pino-http';
import type { Endpoint } from '#contracts/endpoint.ts';
import { API_PREFIX } from '#contracts/http.ts';
import { type Deps, isDevelopment } from './deps.ts';
import { lastAnswer } from './drain.ts';
import { endpoints } from './endpoints.ts';
import { healthz, readyz } from './health.ts';
import { docs } from './http/docs.ts';
import { answerFaults } from './http/middleware/answer-faults.ts';
import { keepRawBody } from './http/middleware/keep-raw-body.ts';
import { answerUnknown } from './http/middleware/known-paths.ts';
import { limitRates } from './http/middleware/limit-rates.ts';
import { nameRequest } from './http/name-request.ts';
import { traceRequests } from './http/trace-requests.ts';
import { stream } from './live/stream.ts';
import { timeRequests } from './metrics.ts';
import { site } from './site.ts';

/** The whole HTTP API, on the given database and Temporal. */
export function createApp(deps: Deps): Express {
  const app = express();
  const rows: Pick<Endpoint, 'method' | 'path'>[] = [{ method: 'GET', path: '/stream' }];

  app.disable('x-powered-by');
  // No response of the API may be cached, so no ETag is needed.
  app.disable('etag');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies(deps.env.TRUST_PROXY));
  if (deps.env.OTEL_EXPORTER_OTLP_ENDPOINT) app.use(traceRequests);
  app.use(requestLog(deps));
  app.use(timeRequests);
  app.use(lastAnswer(deps.stopping));
  app.get('/healthz', healthz);
  app.get('/readyz', readyz(deps));
  app.use(securityHeaders(deps));
  app.use(
    compression({
      // For pages and long lists. Below this size, compression costs more time than it saves.
      threshold: '8kb',
      filter: (req, res) => !isStream(res.getHeader('content-type')) && compression.filter(req, res),
    }),
  );
  app.use('/api', limitRates(deps.env), express.json({ limit: '100kb', strict: false, verify: keepRawBody }));
  app.use('/api', docs());
  app.get(`${API_PREFIX}/stream`, stream(deps));
  for (const { row, handle } of Object.values(endpoints)) {
    if (row.development && !isDevelopment(deps)) continue;
    rows.push(row);
    app[method(row)](`${API_PREFIX}${row.path}`, handle(deps));
  }
  app.use('/api', answerUnknownBelow(rows));
  app.use(site());
  app.use(answerUnknown(rows));
  app.use(answerFaults(deps.logger));
  return app;
}

const method = (row: Endpoint) => row.method.toLowerCase() as 'get' | 'post' | 'put' | 'delete';
const isStream = (type: unknown): boolean => String(type ?? '').startsWith('text/event-stream');

// Mounted below /api, where Express shortens the path.
function answerUnknownBelow(rows: Pick<Endpoint, 'method' | 'path'>[]): express.RequestHandler {
  const answer = answerUnknown(rows);
  return (req, res, next) => {
    req.url = req.originalUrl;
    return answer(req, res, next);
  };
}

/** As Express wants it: a number of hops, or a list. */
const trustedProxies = (setting = '0'): number | string => (/^\d$/.test(setting) ? Number(setting) : setting);

function requestLog({ logger }: Deps): express.RequestHandler {
  return pinoHttp({
    logger: logger as never,
    // Our own id: a client's id could inject text into our log.
    genReqId: (_req, res) => {
      const id = randomUUID();
      res.setHeader('x-request-id', id);
      return id;
    },
    // Refusals are normal and not logged; an unavailable service is logged where it is detected.
    customLogLevel: (_req, res, error) =>
      error || (res.statusCode >= 500 && res.statusCode !== 503) ? 'error' : 'debug',
    customProps: (req) => nameRequest(req as express.Request),
    autoLogging: { ignore: (req) => req.url === '/healthz' || req.url === '/readyz' },
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split('?')[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
    },
  });
}

function securityHeaders({ env }: Deps): express.RequestHandler {
  const isHttps = env.PUBLIC_URL?.startsWith('https:') ?? false;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: true,
      directives: {
        'default-src': ["'self'"],
        // The UI kits insert their styles at run time.
        'style-src': ["'self'", "'unsafe-inline'"],
        'img-src': ["'self'", 'data:', 'blob:'],
        'font-src': ["'self'", 'data:'],
        'connect-src': ["'self'"],
        'frame-ancestors': ["'none'"],
        // Phones on a local network use plain HTTP.
        'upgrade-insecure-requests': isHttps ? [] : null,
      },
    },
    strictTransportSecurity: isHttps,
    crossOriginOpenerPolicy: isHttps ? undefined : false,
    originAgentCluster: isHttps ? undefined : false,
  });
}
