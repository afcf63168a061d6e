/** One message as a person's phone received it. */
export interface Delivered {
  /** Our own id of the message; it reveals duplicates even when the call had no key. */
  reference: string;
  channel: string;
  to: string;
  body: string;
  at: number;
}

/** The records of a provider of SMS, WeChat, mail or push: delivered messages and their keys. */
export function messageLedger() {
  const delivered: Delivered[] = [];
  const byKey = new Map<string, Delivered>();
  let asked = 0;
  return {
    delivered,
    asked: () => asked,
    known: (key: string): boolean => byKey.has(key),
    /** The same key is delivered once; every call without a key is a new message. */
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
