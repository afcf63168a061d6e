import { readFile } from 'node:fs/promises';
import { Client, type ClientInterceptors, Connection } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { TemporalEnv } from '#platform/env.ts';
import { inTime } from './in-time.ts';

/** Connects on the first call, so that the API can start and answer while Temporal is away. */
export async function connectClient(
  env: TemporalEnv,
  interceptors: ClientInterceptors = {},
): Promise<Client> {
  const connection = Connection.lazy(await addressOf(env));
  return new Client({ connection, namespace: env.TEMPORAL_NAMESPACE, interceptors });
}

/**
 * Activities that a worker does at once. A workflow's next activity comes to it with the answer to its last task as long
 * as a place is free, and by a queue when not: more places than connections to the database, for which they wait in turn.
 */
export const ACTIVITY_PLACES = 60;

/** Connects now and throws when Temporal is away: the supervisor starts the worker again. */
export async function connectWorker(env: TemporalEnv): Promise<NativeConnection> {
  // The native part is loaded only where a worker runs: the API starts faster without it.
  const { NativeConnection } = await import('@temporalio/worker');
  return NativeConnection.connect(await addressOf(env));
}

/** gRPC's deadline alone is no bound: the pause before the client's next try may be seconds longer. */
export function withinTime<R>(client: Client, ms: number, work: () => Promise<R>): Promise<R> {
  const answer = client.withDeadline(Date.now() + ms, work);
  return inTime(answer, ms + 200, `Temporal has not answered within ${ms} ms`);
}

/** True when the namespace answers within the time. */
export async function temporalAnswers(client: Client, withinMs = 2_000): Promise<boolean> {
  try {
    await withinTime(client, withinMs, () =>
      client.workflowService.describeNamespace({ namespace: client.options.namespace }),
    );
    return true;
  } catch {
    return false;
  }
}

async function addressOf(env: TemporalEnv) {
  const { TEMPORAL_TLS_CERT: cert, TEMPORAL_TLS_KEY: key, TEMPORAL_API_KEY: apiKey } = env;
  const clientCertPair = cert && key ? { crt: await readFile(cert), key: await readFile(key) } : undefined;
  // A certificate or an API key makes no sense on a plain connection: both imply TLS.
  const tls = clientCertPair ? { clientCertPair } : env.TEMPORAL_TLS || Boolean(apiKey);
  return { address: env.TEMPORAL_ADDRESS, tls, ...(apiKey ? { apiKey } : {}) };
}
