import { describe, expect, test } from '@jest/globals';
import { readEnv } from '#platform/env.ts';
import { anApi } from '#tests/support/an-api.ts';

/** Calls left of this minute for whoever the API believes the caller to be. */
async function left(env: Record<string, string>, forwarded: string[]): Promise<number[]> {
  const api = await anApi({ mode: 'production', env });
  try {
    const calls: number[] = [];
    for (const addresses of forwarded) {
      const { headers } = await api.as(null)('get', '/catalogue').set('x-forwarded-for', addresses);
      calls.push(Number(/r=(\d+)/.exec(String(headers.ratelimit))?.[1]));
    }
    return calls;
  } finally {
    await api.close();
  }
}

describe('TRUST_PROXY: whose X-Forwarded-For counts', () => {
  test('not set → nobody’s: all calls of one connection are one caller, whatever they claim', async () => {
    expect(await left({}, ['203.0.113.1', '203.0.113.2'])).toEqual([599, 598]);
  });

  test.each(['1', 'loopback'])('%s → each address before the proxy is a caller', async (trusted) => {
    expect(await left({ TRUST_PROXY: trusted }, ['203.0.113.1', '203.0.113.2', '203.0.113.1'])).toEqual([
      599, 599, 598,
    ]);
  });

  test.each(['1', 'loopback'])(
    '%s → what a caller wrote in front of it himself is not believed',
    async (trusted) => {
      const lies = ['198.51.100.1, 203.0.113.1', '198.51.100.2, 203.0.113.1'];
      expect(await left({ TRUST_PROXY: trusted }, lies)).toEqual([599, 598]);
    },
  );

  test('another proxy than ours → not believed', async () => {
    expect(await left({ TRUST_PROXY: '192.0.2.0/24' }, ['203.0.113.1', '203.0.113.2'])).toEqual([599, 598]);
  });

  test.each([
    'true',
    'all',
    '10',
    '-1',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/0',
    'proxy.example',
    ',',
    '10.0.0.1/',
  ])('%s → the API does not start', (TRUST_PROXY) => {
    const source = {
      DATABASE_URL: 'postgresql://a:b@127.0.0.1/c',
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      ANJIA_SECRET: 's'.repeat(32),
      WITHOUT_PROVIDERS: 'true',
    };
    expect(() => readEnv({ process: 'api', source: { ...source, TRUST_PROXY } })).toThrow('TRUST_PROXY');
    expect(readEnv({ process: 'api', source: { ...source, TRUST_PROXY: '10.0.0.0/8, ::1' } })).toMatchObject({
      TRUST_PROXY: '10.0.0.0/8, ::1',
    });
  });
});
