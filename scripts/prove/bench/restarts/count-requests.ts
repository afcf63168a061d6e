/** Counts every request of this process to the instance; failed: no answer at all, or 5xx. */
export function countRequests(url: string): { made(): number; failed(): string[]; stop(): void } {
  const original = globalThis.fetch;
  const failed: string[] = [];
  let made = 0;
  globalThis.fetch = async (...args) => {
    const asked = args[0] instanceof Request ? args[0].url : String(args[0]);
    if (!asked.startsWith(url)) return original(...args);
    made += 1;
    const from = Date.now();
    const what = `${args[1]?.method ?? 'GET'} ${new URL(asked).pathname}`;
    try {
      const answer = await original(...args);
      if (answer.status >= 500)
        failed.push(`${what}: ${answer.status} ${(await answer.clone().text()).slice(0, 200)}`);
      return answer;
    } catch (error) {
      const { cause } = error as { cause?: { code?: string; message?: string } };
      failed.push(`${what}: ${cause?.code ?? cause?.message ?? String(error)} after ${Date.now() - from} ms`);
      throw error;
    }
  };
  return {
    made: () => made,
    failed: () => failed,
    stop: () => {
      globalThis.fetch = original;
    },
  };
}
