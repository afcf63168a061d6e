import type { Logger } from '#platform/logger.ts';

/** Runs at once and then periodically. A failing round is only logged; the next one tries again. */
export function repeat(everyMs: number, work: () => Promise<void>, logger: Logger): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const round = async (): Promise<void> => {
    await work().catch((error: unknown) => logger.warn({ err: error }, 'a periodic job failed; retrying'));
    if (!stopped) timer = setTimeout(() => void round(), everyMs);
  };
  void round();
  return {
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
