import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for a condition with a deadline, instead of for a time that is long enough on a fast machine. Answers with what
 * `look` saw: anything but undefined, null and false. An error of `look` ends the wait.
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | Promise<T>,
  { withinMs = 30_000, everyMs = 25 }: { withinMs?: number; everyMs?: number } = {},
): Promise<Exclude<T, undefined | null | false>> {
  for (const until = Date.now() + withinMs; ; await sleep(everyMs)) {
    const seen = await look();
    if (seen !== undefined && seen !== null && seen !== false)
      return seen as Exclude<T, undefined | null | false>;
    if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${what}`);
  }
}
