import { isIP } from 'node:net';
import { z } from 'zod';

const postgresUrl = z
  .string()
  .refine((url) => /^postgres(ql)?:\/\//.test(url) && URL.canParse(url), 'must be a postgresql:// address');
const port = z.coerce.number().int().min(0).max(65_535);

/** Never "all": then every caller could forge an address. */
function isProxies(value: string): boolean {
  if (/^\d$/.test(value)) return true;
  return value.split(',').every((one) => {
    const [address = '', bits] = one.trim().split('/');
    if (['loopback', 'linklocal', 'uniquelocal'].includes(address)) return bits === undefined;
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    return most > 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most));
  });
}

/** Every setting, by the name of its environment variable. */
export const settings = z.object({
  ANJIA_MODE: z.enum(['development', 'production']).default('production'),
  /** The role of the running system: no DDL, no update of ledger and events. */
  DATABASE_URL: postgresUrl,
  /** The role that migrates. */
  DATABASE_OWNER_URL: postgresUrl,
  TEMPORAL_ADDRESS: z.string().regex(/^[^\s/]+:\d+$/, 'must be host:port'),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_TLS: z.stringbool().default(false),
  TEMPORAL_TLS_CERT: z.string().optional(),
  TEMPORAL_TLS_KEY: z.string().optional(),
  TEMPORAL_API_KEY: z.string().optional(),
  TEMPORAL_UI_URL: z.url().optional(),
  TASK_QUEUE: z.string().default('orders'),
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(3000),
  /** The public address; log-in checks the Origin of a request against it. */
  PUBLIC_URL: z.url().optional(),
  /** Whose X-Forwarded-For is trusted: the number of proxies in front, or their addresses; none by default. */
  TRUST_PROXY: z
    .string()
    .refine(isProxies, 'must be a number of proxies, or addresses, ranges, loopback, linklocal, uniquelocal')
    .optional(),
  /** Session keys and every HMAC are derived from this secret. */
  ANJIA_SECRET: z.string().min(32, 'must have at least 32 characters'),
  /**
   * Earlier secrets that are still accepted while the secret is being changed (docs/runbook.md), separated by commas.
   */
  ANJIA_SECRETS_BEFORE: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(z.string().min(32, 'each must have at least 32 characters')))
    .optional(),
  /** Providers of messages and payments; in development the outbox and a simulator replace them. */
  GATEWAY_URL: z.url().optional(),
  GATEWAY_TOKEN: z.string().optional(),
  PAYMENT_GATEWAY_URL: z.url().optional(),
  PAYMENT_GATEWAY_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
  /**
   * Production without providers: codes and notices stay in a table, nobody can pay. Only for looking at an
   * installation.
   */
  WITHOUT_PROVIDERS: z.stringbool().default(false),
  /** Switches one guard off, so that `npm run chaos` can show its effect. Development only. */
  ANJIA_WITHOUT: z.enum(['key', 'fence']).optional(),
  /** False: this worker runs beside the current build and gets tasks only when `npm run release` makes its own current. */
  MAKE_CURRENT: z.stringbool().default(true),
  HEARTBEAT_MS: z.coerce.number().int().min(100).default(10_000),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  /** The port for Prometheus; without it no metrics are served. Never the public port. */
  METRICS_PORT: port.optional(),
  METRICS_HOST: z.string().default('127.0.0.1'),
  /** How often the API looks for stuck orders. */
  WATCH_MS: z.coerce.number().int().min(100).default(10_000),
  /** So many log-in codes are sent on one day; a flood of them costs no more. */
  CODES_A_DAY: z.coerce.number().int().min(1).default(5_000),
  /** After SIGTERM readiness fails for this long before the port closes, so that a load balancer notices. */
  STOP_NOTICE_MS: z.coerce.number().int().min(0).max(60_000).default(0),
  /** The collector of traces (OTLP over HTTP); without it nothing is traced. */
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  /** The folder for uploads and other files of this installation. */
  DATA_DIR: z.string().default('.anjia/data'),
});

const temporalNames = {
  TEMPORAL_ADDRESS: true,
  TEMPORAL_NAMESPACE: true,
  TEMPORAL_TLS: true,
  TEMPORAL_TLS_CERT: true,
  TEMPORAL_TLS_KEY: true,
  TEMPORAL_API_KEY: true,
} as const;

/** The settings that each process reads. */
export const schemas = {
  api: settings.omit({ DATABASE_OWNER_URL: true, MAKE_CURRENT: true }),
  worker: settings.omit({
    DATABASE_OWNER_URL: true,
    TEMPORAL_UI_URL: true,
    HOST: true,
    PORT: true,
    TRUST_PROXY: true,
    PAYMENT_GATEWAY_URL: true,
    PAYMENT_GATEWAY_SECRET: true,
    WATCH_MS: true,
    CODES_A_DAY: true,
    STOP_NOTICE_MS: true,
    DATA_DIR: true,
  }),
  migrate: settings.pick({ DATABASE_OWNER_URL: true, DATABASE_URL: true, LOG_LEVEL: true }),
  seed: settings.pick({ DATABASE_URL: true, ANJIA_SECRET: true, ANJIA_MODE: true }),
  rotate: settings.pick({ DATABASE_URL: true, ANJIA_SECRET: true, ANJIA_SECRETS_BEFORE: true }),
  person: settings.pick({ DATABASE_URL: true, ANJIA_SECRET: true, ANJIA_SECRETS_BEFORE: true }),
  temporal: settings.pick(temporalNames),
};
