import { API_PREFIX, type StreamEvent } from '#contracts/http.ts';

export interface Hearing {
  /** Resolves when the order has reached the version. */
  reaches(orderId: string, version: number): Promise<void>;
  close(): void;
}

/** A screen's live stream: which version each order of this person has. */
export async function hearOrders(input: { url: string; token: string | null }): Promise<Hearing> {
  const stop = new AbortController();
  const versions = new Map<string, number>();
  const waiting = new Set<() => void>();
  const response = await fetch(`${input.url}${API_PREFIX}/stream`, {
    headers: { authorization: `Bearer ${input.token}`, accept: 'text/event-stream' },
    signal: stop.signal,
  });
  if (!response.ok || !response.body) throw new Error(`The live stream says ${response.status}`);
  void listen(response.body).catch(() => undefined);

  async function listen(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    for await (const chunk of body) {
      const lines = (rest + decoder.decode(chunk as Uint8Array, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines.filter((one) => one.startsWith('data:'))) {
        const event = JSON.parse(line.slice(5)) as StreamEvent;
        if (event.type !== 'order') continue;
        versions.set(event.orderId, Math.max(event.version, versions.get(event.orderId) ?? 0));
        for (const look of [...waiting]) look();
      }
    }
  }

  return {
    reaches: (orderId, version) =>
      new Promise((resolve, reject) => {
        const late = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${orderId} did not reach version ${version} within a minute`));
        }, 60_000);
        const look = () => {
          if ((versions.get(orderId) ?? 0) < version) return;
          clearTimeout(late);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    close: () => stop.abort(),
  };
}
