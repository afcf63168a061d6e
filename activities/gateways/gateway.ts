export type Channel = 'sms' | 'wechat' | 'email';

export interface OutgoingMessage {
  /** The idempotency key for the provider: a message with the same key is sent to the person once. */
  key: string;
  channel: Channel;
  to: string;
  subject?: string;
  body: string;
  /** a one-time code in the body, for the development outbox */
  code?: string;
  /** The number of the attempt. From the second on, the gateway is first asked whether it has the message. */
  attempt?: number;
}

/** Sends everything that reaches people outside the app. Throws when the message was not accepted. */
export interface Gateway {
  send(message: OutgoingMessage): Promise<void>;
}

/** The gateway refused the message: the same call gets the same answer again. */
export class RefusedByGateway extends Error {
  override name = 'RefusedByGateway';
}
