import { describe, expect, test } from '@jest/globals';
import { readEnv, secretOf, WrongSettings } from '#platform/env.ts';

const good = {
  DATABASE_URL: 'postgresql://anjia_app:x@127.0.0.1:5432/anjia',
  TEMPORAL_ADDRESS: '127.0.0.1:7233',
  ANJIA_SECRET: 's'.repeat(32),
  GATEWAY_URL: 'https://messages.example',
  PAYMENT_GATEWAY_URL: 'https://payments.example',
  PAYMENT_GATEWAY_SECRET: 'p'.repeat(32),
};

function wrongLines(
  source: Record<string, string | undefined>,
  process: 'api' | 'worker' | 'migrate' = 'api',
) {
  try {
    readEnv({ process, source });
  } catch (error) {
    if (error instanceof WrongSettings) return error.message;
    throw error;
  }
  return 'nothing wrong';
}

describe('readEnv', () => {
  test('only what is needed is given → the rest has defaults', () => {
    const env = readEnv({ process: 'api', source: good });
    expect(env).toMatchObject({
      ANJIA_MODE: 'production',
      PORT: 3000,
      TASK_QUEUE: 'orders',
      HEARTBEAT_MS: 10_000,
    });
    expect(env).toMatchObject({ TEMPORAL_NAMESPACE: 'default', TEMPORAL_TLS: false });
  });

  test('many names are wrong or missing → every one is listed at once', () => {
    const text = wrongLines({
      ...good,
      DATABASE_URL: undefined,
      PORT: '99999',
      ANJIA_MODE: 'dev',
      TEMPORAL_ADDRESS: 'x',
    });
    for (const name of [
      'DATABASE_URL: is missing',
      'PORT:',
      'ANJIA_MODE:',
      'TEMPORAL_ADDRESS: must be host:port',
    ]) {
      expect(text).toContain(name);
    }
    expect(text.split('\n')).toHaveLength(5);
  });

  test('a secret is wrong → its name is told, its value is not', () => {
    const text = wrongLines({ ...good, ANJIA_SECRET: 'hunter2' });
    expect(text).toContain('ANJIA_SECRET: must have at least 32 characters');
    expect(text).not.toContain('hunter2');
  });

  test('secrets of before → a list, each long enough, none of them told', () => {
    const before = ['a'.repeat(32), 'b'.repeat(40)];
    const env = readEnv({ process: 'worker', source: { ...good, ANJIA_SECRETS_BEFORE: before.join(', ') } });
    expect(secretOf(env)).toEqual([good.ANJIA_SECRET, ...before]);
    expect(secretOf(readEnv({ process: 'api', source: good }))).toEqual([good.ANJIA_SECRET]);
    const text = wrongLines({ ...good, ANJIA_SECRETS_BEFORE: `${before[0]},hunter2` });
    expect(text).toContain('ANJIA_SECRETS_BEFORE: each must have at least 32 characters');
    expect(text).not.toContain('hunter2');
  });

  test('an empty value → counts as not set', () => {
    expect(wrongLines({ ...good, TEMPORAL_ADDRESS: '' })).toContain('TEMPORAL_ADDRESS: is missing');
    expect(readEnv({ process: 'api', source: { ...good, PORT: '' } }).PORT).toBe(3000);
  });

  test('a certificate without its key → refused', () => {
    expect(wrongLines({ ...good, TEMPORAL_TLS_CERT: '/c.pem' })).toContain('must be set together');
  });

  test('production without providers → refused, unless somebody says so', () => {
    const bare = { ...good, GATEWAY_URL: '', PAYMENT_GATEWAY_URL: '', PAYMENT_GATEWAY_SECRET: '' };
    const text = wrongLines(bare);
    expect(text).toContain('GATEWAY_URL: is missing: log-in codes would reach nobody');
    expect(text).toContain('PAYMENT_GATEWAY_URL: is missing: nobody could pay');
    expect(text).toContain('WITHOUT_PROVIDERS=true');
    // The worker takes no payments.
    expect(wrongLines(bare, 'worker').split('\n')).toHaveLength(2);
    expect(wrongLines({ ...bare, WITHOUT_PROVIDERS: 'false' })).toBe(text);
    for (const how of [{ WITHOUT_PROVIDERS: 'true' }, { ANJIA_MODE: 'development' }]) {
      expect(wrongLines({ ...bare, ...how })).toBe('nothing wrong');
      expect(wrongLines({ ...bare, ...how }, 'worker')).toBe('nothing wrong');
    }
  });

  test('https for people and no word of the proxy → refused', () => {
    const https = { ...good, PUBLIC_URL: 'https://anjia.example' };
    expect(wrongLines(https)).toContain('TRUST_PROXY: is missing: PUBLIC_URL is https');
    expect(wrongLines(https, 'worker')).toBe('nothing wrong');
    expect(wrongLines({ ...https, ANJIA_MODE: 'development' })).toBe('nothing wrong');
    for (const TRUST_PROXY of ['0', '1', 'loopback'])
      expect(wrongLines({ ...https, TRUST_PROXY })).toBe('nothing wrong');
  });

  test('each process asks only for its own names', () => {
    expect(wrongLines(good, 'worker')).toBe('nothing wrong');
    expect(wrongLines(good, 'migrate')).toContain('DATABASE_OWNER_URL: is missing');
    expect(wrongLines({ ...good, DATABASE_OWNER_URL: good.DATABASE_URL }, 'migrate')).toBe('nothing wrong');
  });
});
