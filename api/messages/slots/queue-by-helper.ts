import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { checkSlots } from './check-slots.ts';
import { claimKey, keepRefusals } from './decide-once.ts';
import type { Seen, SlotMessage } from './slot-message.ts';

/** Runs `ask()` when its turn comes, or throws HelperTaken when the time is certainly taken. */
export type QueueByHelper = <R>(wanted: SlotMessage, ask: () => Promise<R>) => Promise<R>;

/** The settings of the queues; tests use their own. */
export interface TurnSettings {
  /** How many of a helper's bookings are with their workflows at once; the others wait. */
  inFlight: number;
  /** A workflow that takes longer than this no longer blocks the others. */
  holdMs: number;
  /** The longest wait in a queue. */
  waitMs: number;
  /** A call that finds this many before it continues at once. */
  longest: number;
}
const USUAL: TurnSettings = { inFlight: 1, holdMs: 1_500, waitMs: 10_000, longest: 1_000 };

interface Waiting {
  wanted: SlotMessage;
  /** False: the call no longer waits here; its turn goes to the next. */
  go: (seen: Seen) => boolean;
}
interface Line {
  waiting: Waiting[];
  asking: number;
  looking: boolean;
}

/**
 * All messages for the same helper form one queue. One is with its workflow; when it is done, the next check tells all
 * waiting calls that came too late. Each process has its own queues.
 */
export function createTurns(
  deps: { database: Database; logger: Logger },
  given: Partial<TurnSettings> = {},
): QueueByHelper {
  const settings = { ...USUAL, ...given };
  const { database, logger } = deps;
  const lines = new Map<string, Line>();

  function wait(helperId: string, wanted: SlotMessage): Promise<Seen> {
    const line = lines.get(helperId) ?? { waiting: [], asking: 0, looking: false };
    lines.set(helperId, line);
    if (line.waiting.length >= settings.longest) return Promise.resolve({ is: 'free' });
    return new Promise((done) => {
      let waits = true;
      const go = (seen: Seen): boolean => {
        if (!waits) return false;
        waits = false;
        clearTimeout(late);
        done(seen);
        return true;
      };
      const late = setTimeout(() => go({ is: 'free' }), settings.waitMs);
      line.waiting.push({ wanted, go });
      void advance(helperId, line);
    });
  }

  async function advance(helperId: string, line: Line): Promise<void> {
    if (line.looking || line.asking >= settings.inFlight) return;
    if (line.waiting.length === 0) {
      if (line.asking === 0) lines.delete(helperId);
      return;
    }
    line.looking = true;
    const batch = line.waiting.splice(0);
    const seen = await look(batch.map(({ wanted }) => wanted));
    const next: Waiting[] = [];
    for (const [n, one] of batch.entries()) {
      const what = seen[n]!;
      if (what.is !== 'free') one.go(what);
      else if (line.asking >= settings.inFlight) next.push(one);
      else if (one.go({ is: 'free', leave: () => leave(helperId, line) })) line.asking += 1;
    }
    line.waiting.unshift(...next);
    line.looking = false;
    void advance(helperId, line);
  }

  function leave(helperId: string, line: Line): void {
    line.asking -= 1;
    void advance(helperId, line);
  }

  /** Never blocks: if the check fails, the workflow decides. */
  async function look(wanted: SlotMessage[]): Promise<Seen[]> {
    try {
      return await keepRefusals(database, wanted, await checkSlots(database, wanted));
    } catch (error) {
      logger.warn({ err: error }, 'calendars could not be checked; the workflows decide');
      return wanted.map(() => ({ is: 'free' }));
    }
  }

  return async (wanted, ask) => {
    const seen = await wait(wanted.helperId, wanted);
    if (seen.is === 'refused') throw seen.refused;
    let left = false;
    const leaveOnce = (): void => {
      if (!left && seen.is === 'free') seen.leave?.();
      left = true;
    };
    const tooLong = setTimeout(leaveOnce, settings.holdMs);
    try {
      if (seen.is === 'free') await claimKey(database, wanted.keyed);
      return await ask();
    } finally {
      clearTimeout(tooLong);
      leaveOnce();
    }
  };
}
