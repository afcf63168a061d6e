import { randomUUID } from 'node:crypto';
import type { Gateway } from '#activities/gateways/gateway.ts';
import { toE164 } from '#platform/personal.ts';

/** Sends a one-time code by SMS. `id` makes a repeated sending the same message. */
export type SendCode = (input: {
  phone: string;
  code: string;
  kind: 'login' | 'signing';
  id?: string;
}) => Promise<void>;

const TEXTS = {
  login: (code: string) =>
    `【安家】登录验证码 ${code}，5 分钟内有效，请勿告诉他人。 Your Anjia log-in code: ${code}`,
  signing: (code: string) =>
    `【安家】合同签署验证码 ${code}，10 分钟内有效，请勿告诉他人。 Your Anjia signing code: ${code}`,
};

export function createSendCode(gateway: Gateway): SendCode {
  return async ({ phone, code, kind, id = randomUUID() }) => {
    await gateway.send({
      key: `code:${id}`,
      channel: 'sms',
      to: toE164(phone),
      body: TEXTS[kind](code),
      code,
    });
  };
}
