import { type Env, secretOf } from '#platform/env.ts';
import { httpPayments } from './http-payments.ts';
import type { PaymentGateway } from './payment-gateway.ts';
import { paymentSimulator } from './payment-simulator.ts';

type Settings = Pick<
  Env,
  | 'PAYMENT_GATEWAY_URL'
  | 'PAYMENT_GATEWAY_SECRET'
  | 'GATEWAY_TOKEN'
  | 'ANJIA_SECRET'
  | 'ANJIA_SECRETS_BEFORE'
  | 'ANJIA_WITHOUT'
> & { PUBLIC_URL?: string | undefined; PORT: number };

/** The configured payment provider, or the embedded simulator. */
export function openPayments(env: Settings): PaymentGateway {
  const { PAYMENT_GATEWAY_URL: url, PAYMENT_GATEWAY_SECRET: secret } = env;
  if (!url || !secret) return paymentSimulator(secretOf(env));
  const here = (env.PUBLIC_URL ?? `http://127.0.0.1:${env.PORT}`).replace(/\/$/, '');
  return httpPayments({
    url: url.replace(/\/$/, ''),
    token: env.GATEWAY_TOKEN,
    secret,
    notifyUrl: `${here}/api/v1/gateway/payments`,
    withoutKey: env.ANJIA_WITHOUT === 'key',
  });
}
