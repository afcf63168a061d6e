import { readFile } from 'node:fs/promises';
import { Client, type ClientInterceptors, Connection } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import type { TemporalEnv } from '#platform/env.ts';
import { inTime } from './in-time.ts';

/** Connects on the first call, so that the API can start and answer while Temporal is unavailable. */
export async function connectClient(
  env: TemporalEnv,
  interceptors: ClientInterceptors = {},
): Promise<Client> {
  const connection = Connection.lazy(await addressOf(env));
  return new Client({ connection, namespace: env.TEMPORAL_NAMESPACE, interceptors });
}

/**
 * Activities that a worker runs at once. The answer to a workflow task contains its next activity as long as a slot is
 * free; otherwise the activity goes through a queue. So there are more slots than database connections, for which
 * activities wait in turn.
 */
export const ACTIVITY_PLACES = 60;

/** Connects now and throws when Temporal is unavailable: the supervisor restarts the worker. */
export async function connectWorker(env: TemporalEnv): Promise<NativeConnection> {
  // The native module is loaded only where a worker runs: the API starts faster without it.
  const { NativeConnection } = await import('@temporalio/worker');
  return NativeConnection.connect(await addressOf(env));
}

/** gRPC's deadline alone is no limit: the client's pause before its next attempt may be seconds longer. */
export function withinTime<R>(client: Client, ms: number, work: () => Promise<R>): Promise<R> {
  const answer = client.withDeadline(Date.now() + ms, work);
  return inTime(answer, ms + 200, `Temporal has not answered within ${ms} ms`);
}

/** True when the namespace answers in time. */
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
  // A certificate or an API key is useless on a plain connection: both imply TLS.
  const tls = clientCertPair ? { clientCertPair } : env.TEMPORAL_TLS || Boolean(apiKey);
  return { address: env.TEMPORAL_ADDRESS, tls, ...(apiKey ? { apiKey } : {}) };
}
