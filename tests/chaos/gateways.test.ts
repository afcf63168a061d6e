import { afterEach, describe, expect, test } from '@jest/globals';
import { GatewayAway } from '#activities/gateways/ask-gateway.ts';
import { RefusedByGateway } from '#activities/gateways/gateway.ts';
import { httpGateway } from '#activities/gateways/http-gateway.ts';
import { httpPayments } from '#activities/gateways/http-payments.ts';
import { readEnv, WrongSettings } from '#platform/env.ts';
import type { Mood } from '#scripts/gateways/moods.ts';
import { type Gateways, openGateways } from '#scripts/gateways/open-gateways.ts';

const secret = 's'.repeat(32);
const message = { key: 'n1:sms', channel: 'sms', to: '+8613800000000', body: '您好' } as const;

let gateways: Gateways;
/** The moods of the calls to come; after them all is well. */
async function providers(...moods: Mood[]): Promise<Gateways> {
  gateways = await openGateways({ secret, mood: () => moods.shift() ?? 'well' });
  return gateways;
}
afterEach(() => gateways?.stop());

describe('a provider of messages over HTTP', () => {
  test('the answer is lost → asked whether it was taken, delivered once', async () => {
    const { url, messages } = await providers('lost');
    await httpGateway({ url }).send(message);
    expect(messages.delivered.map(({ reference }) => reference)).toEqual(['n1:sms']);
    expect(messages.asked()).toBe(1);
  });

  test('our process died after the send, so it is sent again → delivered once, not even asked for again', async () => {
    const { url, messages } = await providers();
    await httpGateway({ url }).send(message);
    await httpGateway({ url }).send({ ...message, attempt: 2 });
    expect([messages.delivered.length, messages.asked()]).toEqual([1, 1]);
  });

  test('without the key the same two stories deliver twice', async () => {
    const { url, messages } = await providers('lost');
    const careless = httpGateway({ url, withoutKey: true });
    await expect(careless.send(message)).rejects.toThrow(GatewayAway);
    await careless.send({ ...message, attempt: 2 });
    expect(messages.delivered.map(({ reference }) => reference)).toEqual(['n1:sms', 'n1:sms']);
  });

  test('busy → may be tried again; a message that makes no sense → a no for good', async () => {
    const { url, messages } = await providers('busy');
    await expect(httpGateway({ url }).send(message)).rejects.toThrow(GatewayAway);
    await expect(httpGateway({ url }).send({ ...message, body: '' })).rejects.toThrow(RefusedByGateway);
    expect(messages.delivered).toEqual([]);
  });

  test('no answer in time → away, and nothing personal in what is thrown', async () => {
    const { url } = await providers();
    await gateways.stop();
    const error: unknown = await httpGateway({ url, timeoutMs: 200 })
      .send(message)
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(GatewayAway);
    expect(String(error)).not.toMatch(/138|您好/);
  });
});

describe('a payment provider over HTTP', () => {
  const payment = { paymentId: 'p1', amountFen: 12_000 };
  const notifyUrl = 'http://127.0.0.1:9/';

  test('the answer is lost, and the call made again → one charge, the same page to pay at', async () => {
    const { url, charges } = await providers('lost');
    const payments = httpPayments({ url, secret, notifyUrl });
    const first = await payments.open(payment);
    expect(await payments.open(payment)).toEqual(first);
    expect(charges.charges).toHaveLength(1);
  });

  test('without the key there are two charges', async () => {
    const { url, charges } = await providers('lost');
    const payments = httpPayments({ url, secret, notifyUrl, withoutKey: true });
    await expect(payments.open(payment)).rejects.toThrow(GatewayAway);
    await payments.open(payment);
    expect(charges.charges).toHaveLength(2);
  });
});

test('a guard can be taken away in development only', () => {
  const source = {
    DATABASE_URL: 'postgresql://a@b/c',
    TEMPORAL_ADDRESS: 'localhost:7233',
    ANJIA_SECRET: secret,
    ANJIA_WITHOUT: 'fence',
  };
  expect(() => readEnv({ process: 'worker', source })).toThrow(WrongSettings);
  expect(() => readEnv({ process: 'worker', source: { ...source, ANJIA_MODE: 'production' } })).toThrow(
    /ANJIA_WITHOUT/,
  );
  const read = readEnv({ process: 'worker', source: { ...source, ANJIA_MODE: 'development' } });
  expect(read.ANJIA_WITHOUT).toBe('fence');
});
