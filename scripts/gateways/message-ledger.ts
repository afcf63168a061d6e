/** One message as it reached a person's phone. */
export interface Delivered {
  /** Our own id of the message; it says what was sent twice even when no key told the gateway. */
  reference: string;
  channel: string;
  to: string;
  body: string;
  at: number;
}

/** What a provider of SMS, WeChat, mail or push remembers: what it delivered, and under which key. */
export function messageLedger() {
  const delivered: Delivered[] = [];
  const byKey = new Map<string, Delivered>();
  let asked = 0;
  return {
    delivered,
    asked: () => asked,
    known: (key: string): boolean => byKey.has(key),
    /** The same key is delivered once; without a key every call is another message. */
    take(message: Omit<Delivered, 'at'>, key: string | undefined): void {
      asked += 1;
      if (key !== undefined && byKey.has(key)) return;
      const one = { ...message, at: Date.now() };
      delivered.push(one);
      if (key !== undefined) byKey.set(key, one);
    },
  };
}
export type MessageLedger = ReturnType<typeof messageLedger>;
