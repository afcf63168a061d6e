export type Channel = 'sms' | 'wechat' | 'email';

export interface OutgoingMessage {
  /** The callee's idempotency key: the same key is sent to the person once, however often it is asked for. */
  key: string;
  channel: Channel;
  to: string;
  subject?: string;
  body: string;
  /** a one-time code in the body, for the development outbox */
  code?: string;
  /** Which try this is; after the first one it is asked before whether the gateway has the message already. */
  attempt?: number;
}

/** Everything that reaches people outside the app. Throws when the message was not taken. */
export interface Gateway {
  send(message: OutgoingMessage): Promise<void>;
}

/** The gateway understood and said no: the same call again gets the same answer. */
export class RefusedByGateway extends Error {
  override name = 'RefusedByGateway';
}
