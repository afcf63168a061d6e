import { z } from 'zod';
import type { Secret } from './proof.ts';
import { schemas, type settings } from './settings.ts';

export type Env = z.infer<typeof settings>;
export type ApiEnv = z.infer<typeof schemas.api>;
export type WorkerEnv = z.infer<typeof schemas.worker>;
export type TemporalEnv = z.infer<typeof schemas.temporal>;

/**
 * The settings that a process reads.
 * @internal tests compare it with deploy/ and with what a process is given
 */
export const namesOf = (process: keyof typeof schemas): string[] => Object.keys(schemas[process].shape);

/** The current secret and the earlier ones that are still accepted. */
export const secretOf = (env: Pick<Env, 'ANJIA_SECRET' | 'ANJIA_SECRETS_BEFORE'>): Secret => [
  env.ANJIA_SECRET,
  ...(env.ANJIA_SECRETS_BEFORE ?? []),
];

/**
 * Thrown with one line for each wrong or missing name.
 * @internal tests look at its lines
 */
export class WrongSettings extends Error {
  override name = 'WrongSettings';
}

/** Reads the settings of one process; throws `WrongSettings` that names everything wrong at once. */
export function readEnv<P extends keyof typeof schemas>(input: {
  process: P;
  source?: Record<string, string | undefined>;
}): z.infer<(typeof schemas)[P]> {
  const source = input.source ?? process.env;
  // An empty value means "not set": shells and compose files write NAME= for that.
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const result = schemas[input.process].safeParse(given);
  const wrong = result.success ? [] : result.error.issues.map((issue) => sayWrong(issue, given));
  if (Boolean(given.TEMPORAL_TLS_CERT) !== Boolean(given.TEMPORAL_TLS_KEY) && input.process !== 'migrate') {
    wrong.push('  TEMPORAL_TLS_CERT and TEMPORAL_TLS_KEY: must be set together');
  }
  if (Boolean(given.PAYMENT_GATEWAY_URL) !== Boolean(given.PAYMENT_GATEWAY_SECRET)) {
    wrong.push('  PAYMENT_GATEWAY_URL and PAYMENT_GATEWAY_SECRET: must be set together');
  }
  if (given.ANJIA_WITHOUT && given.ANJIA_MODE !== 'development') {
    wrong.push('  ANJIA_WITHOUT: takes guards away and is for development only');
  }
  wrong.push(...missingForReal(input.process, given));
  if (wrong.length > 0 || !result.success) {
    throw new WrongSettings(`Settings of the ${input.process} process are wrong:\n${wrong.join('\n')}`);
  }
  return result.data as z.infer<(typeof schemas)[P]>;
}

const read = new Map<string, unknown>();

/** For entry files: the settings, read once; wrong ones are listed on stderr and end the process with 1. */
export function envOrExit<P extends keyof typeof schemas>(name: P): z.infer<(typeof schemas)[P]> {
  try {
    if (!read.has(name)) read.set(name, readEnv({ process: name }));
    return read.get(name) as z.infer<(typeof schemas)[P]>;
  } catch (error) {
    if (!(error instanceof WrongSettings)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

/** Settings that only production needs: without them everything would start, and nobody could log in or pay. */
function missingForReal(name: keyof typeof schemas, given: Record<string, unknown>): string[] {
  if ((given.ANJIA_MODE ?? 'production') !== 'production') return [];
  const missing: string[] = [];
  const needs = (setting: string, why: string): void => {
    if (namesOf(name).includes(setting) && given[setting] === undefined)
      missing.push(`  ${setting}: is missing: ${why}`);
  };
  if (!z.stringbool().safeParse(given.WITHOUT_PROVIDERS).data) {
    const wayOut = '(to look at an installation all the same: WITHOUT_PROVIDERS=true)';
    needs('GATEWAY_URL', `log-in codes would reach nobody ${wayOut}`);
    needs('PAYMENT_GATEWAY_URL', `nobody could pay ${wayOut}`);
  }
  // We speak HTTP only, so a proxy stands in front. If it is not named, all callers share its address and rate limit.
  if (String(given.PUBLIC_URL).startsWith('https:'))
    needs(
      'TRUST_PROXY',
      'PUBLIC_URL is https, so a proxy stands before the API: say how many, or their addresses',
    );
  return missing;
}

function sayWrong(issue: z.core.$ZodIssue, given: Record<string, unknown>): string {
  const name = String(issue.path[0]);
  // The value itself is never printed: it may be a password or a key.
  return `  ${name}: ${given[name] === undefined ? 'is missing' : issue.message}`;
}
