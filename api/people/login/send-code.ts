import { randomUUID } from 'node:crypto';
import { GatewayAway } from '#activities/gateways/ask-gateway.ts';
import { type Gateway, RefusedByGateway } from '#activities/gateways/gateway.ts';
import { Refused } from '#api/http/refused.ts';
import { toE164 } from '#contracts/typed/phone.ts';

/** Sends a one-time code by SMS. `id` makes a repetition the same message. */
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
    const to = toE164(phone);
    const sending = gateway.send({ key: `code:${id}`, channel: 'sms', to, body: TEXTS[kind](code), code });
    // Whatever the gateway answers, the person gets no code now and may request another.
    await sending.catch((error: unknown) => {
      if (error instanceof GatewayAway || error instanceof RefusedByGateway) throw new Refused('Unavailable');
      throw error;
    });
  };
}
