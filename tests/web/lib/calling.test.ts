import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { CallRefused, createClient } from '#contracts/client.ts';
import { createIntent, freshKey } from '../../../web/lib/intent.ts';

describe('createIntent', () => {
  const counted = () => {
    let n = 0;
    return createIntent(() => `key-${++n}`);
  };

  test('a double click and a retry of the same content → the same key', () => {
    const intent = counted();
    expect([intent.keyFor({ a: 1 }), intent.keyFor({ a: 1 })]).toEqual(['key-1', 'key-1']);
  });

  test('another content → another key', () => {
    const intent = counted();
    expect([intent.keyFor({ a: 1 }), intent.keyFor({ a: 2 })]).toEqual(['key-1', 'key-2']);
  });

  test('after a final answer the same content is a new intent', () => {
    const intent = counted();
    const before = intent.keyFor({});
    intent.settle();
    expect([before, intent.keyFor({})]).toEqual(['key-1', 'key-2']);
  });

  test('keys are visible ascii and differ', () => {
    const keys = new Set(Array.from({ length: 50 }, freshKey));
    expect(keys.size).toBe(50);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  });
});

describe('createClient with patience, as the screens use it', () => {
  const real = globalThis.fetch;
  afterEach(() => {
    globalThis.fetch = real;
  });
  const orderId = 'JZ261124-ABCDEFGH';
  const json = (status: number, body: object) =>
    new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  const problem = (status: number, code: string) =>
    json(status, { type: 'about:blank', title: code, status, code });
  const pending = json.bind(null, 202, { ok: 'pending', orderId, answerId: 'abcdefgh', answer: '/x' });
  const accepted = () => json(200, { ok: true, orderId, version: 7 });

  /** Answers in turn, and remembers the key of each call. */
  function serverThat(...answers: (() => Response | Promise<Response>)[]) {
    const keys: (string | undefined)[] = [];
    globalThis.fetch = jest.fn(async (_url: unknown, init: RequestInit) => {
      keys.push((init.headers as Record<string, string>)['idempotency-key']);
      return answers[Math.min(keys.length, answers.length) - 1]!();
    }) as unknown as typeof fetch;
    return keys;
  }
  const cancel = (patienceMs: number, onPending?: () => void, onRetry?: () => void) =>
    createClient({ baseUrl: '', patienceMs, onPending, onRetry })('cancelOrder', {
      params: { orderId },
      body: { reason: 'planChanged' },
      key: 'one-intent',
    });

  test('no network, busy, still working, then yes → one key all the way, "trying again" told twice, "still working" once', async () => {
    const told = jest.fn();
    const retried = jest.fn();
    const keys = serverThat(
      () => Promise.reject(new TypeError('fetch failed')),
      () => problem(503, 'Unavailable'),
      pending,
      accepted,
    );
    await expect(cancel(10_000, told, retried)).resolves.toMatchObject({ version: 7 });
    expect(keys).toEqual(['one-intent', 'one-intent', 'one-intent', 'one-intent']);
    expect(told).toHaveBeenCalledTimes(1);
    expect(retried).toHaveBeenCalledTimes(2);
  });

  test('a server that asks for patience did answer → "trying again" is not told', async () => {
    const retried = jest.fn();
    serverThat(
      () => problem(409, 'KeyInFlight'),
      () => problem(429, 'TooManyRequests'),
      accepted,
    );
    await expect(cancel(10_000, undefined, retried)).resolves.toMatchObject({ version: 7 });
    expect(retried).not.toHaveBeenCalled();
  });

  test('a final no is not asked again', async () => {
    const keys = serverThat(() => problem(409, 'CannotCancelNow'));
    const refused = await cancel(10_000).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CallRefused);
    expect(refused).toMatchObject({ code: 'CannotCancelNow', mayRetry: false });
    expect(keys).toHaveLength(1);
  });

  test('patience over → a refusal that may be tried again', async () => {
    serverThat(() => problem(503, 'Unavailable'));
    const retried = jest.fn();
    await expect(cancel(0, undefined, retried)).rejects.toMatchObject({ mayRetry: true });
    expect(retried).not.toHaveBeenCalled();
  });
});
