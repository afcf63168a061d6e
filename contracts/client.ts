import type { Endpoint } from './endpoint.ts';
import {
  API_PREFIX,
  type BodyOf,
  type EndpointName,
  http,
  type ParamsOf,
  type QueryOf,
  type ReplyOf,
} from './http.ts';
import type { Pending, Problem } from './problem.ts';

/** The parameters of one call: only those of its contract. `key` defaults to a new one; pass it to retry a call. */
export type CallInput<N extends EndpointName> = ([ParamsOf<N>] extends [never]
  ? unknown
  : { params: ParamsOf<N> }) &
  ([BodyOf<N>] extends [never] ? unknown : { body: BodyOf<N> }) &
  ([QueryOf<N>] extends [never] ? unknown : { query?: QueryOf<N> }) & { key?: string; signal?: AbortSignal };

/** A call that was refused. `problem.code` is stable; `status` 0 means that no answer came (offline, restart). */
export class CallRefused extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(`${problem.status} ${problem.code}: ${problem.title}`);
    this.problem = problem;
  }
  get code(): string {
    return this.problem.code;
  }
  get status(): number {
    return this.problem.status;
  }
  /** No answer: offline, a restart, or a server that cannot answer now. */
  get noAnswer(): boolean {
    return this.status === 0 || this.status === 503;
  }
  /** The same call with the same key may succeed later. */
  get mayRetry(): boolean {
    return this.noAnswer || this.status === 429 || this.code === 'KeyInFlight';
  }
}

export interface ClientOptions {
  /** '' in the browser: same origin. */
  baseUrl: string;
  token?: () => string | null;
  /** The fetch function; by default that of the browser or Node. */
  fetch?: typeof fetch;
  locale?: () => string;
  /** For how long an unsafe call or a 202 is repeated with the same key, ms; 0 = never. */
  patienceMs?: number;
  /** Called when an answer takes longer: "we have it, still working". */
  onPending?: (pending: Pending) => void;
  /** Called when no answer came (offline, restart) and the call is about to be repeated. */
  onRetry?: (error: CallRefused) => void;
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

/**
 * A client typed by the contracts. It retries with the same key while the server is unavailable, so that nothing
 * happens twice.
 */
export function createClient(options: ClientOptions) {
  return async function call<N extends EndpointName>(name: N, input: CallInput<N>): Promise<ReplyOf<N>> {
    const endpoint: Endpoint = http[name];
    const given = input as {
      params?: Record<string, string>;
      query?: Record<string, unknown>;
      body?: unknown;
      key?: string;
    };
    const path = endpoint.path.replace(/:(\w+)/g, (_, part: string) =>
      encodeURIComponent(given.params![part]!),
    );
    const query = new URLSearchParams();
    for (const [field, value] of Object.entries(given.query ?? {}))
      if (value != null) query.set(field, String(value));
    const url = `${options.baseUrl}${API_PREFIX}${path}${query.size ? `?${query}` : ''}`;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (endpoint.body) headers['content-type'] = 'application/json';
    if (endpoint.key) headers['idempotency-key'] = given.key ?? crypto.randomUUID();
    const token = options.token?.();
    if (token) headers.authorization = `Bearer ${token}`;
    const locale = options.locale?.();
    if (locale) headers['accept-language'] = locale;

    const until = Date.now() + (options.patienceMs ?? 0);
    for (let wait = 250; ; wait = Math.min(wait * 2, 3000)) {
      const refused = await once<ReplyOf<N>>(options.fetch ?? fetch, url, {
        method: endpoint.method,
        headers,
        body: endpoint.body ? JSON.stringify(given.body) : undefined,
        signal: input.signal,
        credentials: 'same-origin',
      });
      if ('reply' in refused) return refused.reply;
      if ('pending' in refused) options.onPending?.(refused.pending);
      const mayRetry =
        'pending' in refused || (refused.error.mayRetry && (endpoint.key || endpoint.method === 'GET'));
      if (!mayRetry || Date.now() + wait > until) {
        throw 'error' in refused
          ? refused.error
          : unanswered(`still working on ${refused.pending.answerId}`, 503);
      }
      if ('error' in refused && refused.error.noAnswer) options.onRetry?.(refused.error);
      await pause(wait);
    }
  };
}

export type Call = ReturnType<typeof createClient>;

async function once<R>(
  ask: typeof fetch,
  url: string,
  init: RequestInit,
): Promise<{ reply: R } | { pending: Pending } | { error: CallRefused }> {
  let response: Response;
  try {
    response = await ask(url, init);
    const type = response.headers.get('content-type') ?? '';
    const content: unknown = type.includes('json') ? await response.json() : await response.arrayBuffer();
    if (response.status === 202) return { pending: content as Pending };
    if (response.ok) return { reply: content as R };
    if (type.includes('json')) return { error: new CallRefused(content as Problem) };
    return { error: unanswered(`HTTP ${response.status}`, response.status >= 500 ? 503 : response.status) };
  } catch (error) {
    if (init.signal?.aborted) throw error;
    return { error: unanswered(String(error), 0) };
  }
}

const unanswered = (detail: string, status: number) =>
  new CallRefused({ type: 'about:blank', title: 'No answer', status, code: 'Unavailable', detail });
