import { type DestinationStream, type Logger, pino } from 'pino';
import { errorInLog } from './error-in-log.ts';

export type { Logger };

const personal = [
  'name',
  'fullName',
  'phone',
  'phoneNumber',
  'email',
  'address',
  'line',
  'contact',
  'idNumber',
  'text',
  'note',
  'code',
  'otp',
  'oneTimeCode',
  'startCode',
  'signingCode',
  'password',
  'secret',
  'token',
  'authorization',
  'cookie',
];

const paths = [
  ...personal.flatMap((word) => [word, `*.${word}`, `*.*.${word}`, `*.*.*.${word}`]),
  '*.headers["set-cookie"]',
  '*.headers["x-api-key"]',
];

/** JSON lines on stdout. Personal fields are replaced at any place, three levels deep. */
export function createLogger(
  input: { component: string; level?: string },
  destination?: DestinationStream,
): Logger {
  const options = {
    level: input.level ?? 'info',
    base: { component: input.component, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: errorInLog, error: errorInLog },
    redact: { paths, censor },
  };
  return destination ? pino(options, destination) : pino(options);
}

// A `code` is either a one-time code (hidden) or the code of an error (needed in a log). PostgreSQL's codes could be
// either, so they are logged as `sqlState` (error-in-log.ts).
function censor(value: unknown, path: string[]): unknown {
  const word = path.at(-1);
  if (word === 'code' && !/^\d{4,8}$/.test(String(value))) return value;
  return '[hidden]';
}
