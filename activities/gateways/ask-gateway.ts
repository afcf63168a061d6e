import { RefusedByGateway } from './gateway.ts';

export interface HttpGatewaySettings {
  /** Without a slash at the end. */
  url: string;
  /** Sent as a bearer token. */
  token?: string | undefined;
  timeoutMs?: number;
}

/** Temporary: no answer in time, a restart, too many calls. The same call with the same key may succeed later. */
export class GatewayAway extends Error {
  override name = 'GatewayAway';
}

/** A 4xx answer is final, except those that depend on the moment. */
const PASSING = new Set([408, 425, 429]);

/**
 * One call to a provider. Returns its JSON, or null for a 404 of a query. Errors name status and route only: bodies
 * contain phone numbers and texts.
 */
export async function askGateway<R>(
  settings: HttpGatewaySettings,
  call: { method: 'GET' | 'POST'; path: string; key?: string | undefined; body?: unknown },
): Promise<R | null> {
  const { url, token, timeoutMs = 4_000 } = settings;
  const { method, path, key, body } = call;
  let answer: Response;
  let content: R;
  try {
    answer = await fetch(`${url}${path}`, {
      method,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    content = (answer.headers.get('content-type')?.includes('json') ? await answer.json() : null) as R;
  } catch (error) {
    throw new GatewayAway(`the gateway did not answer: ${(error as Error).name}`);
  }
  if (answer.ok) return content;
  if (method === 'GET' && answer.status === 404) return null;
  const what = `the gateway answered ${answer.status}`;
  if (answer.status >= 400 && answer.status < 500 && !PASSING.has(answer.status))
    throw new RefusedByGateway(what);
  throw new GatewayAway(what);
}
