import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;

/** Synchronises orders and faults: neither finishes long before the other, and no fault hits an idle instance. */
export function keepStep(input: { orders: number; concurrency: number; faults: number }) {
  const { orders, concurrency, faults } = input;
  let begun = 0;
  let ended = 0;
  let tried = 0;
  let over = 0;
  /** More faults than orders: a fault that hits nobody may use an order that was kept for a later one. */
  let wanted = false;
  const openAtStrikes: number[] = [];
  const openLives = () => begun - ended;
  const waitWhile = async (still: () => boolean, most = Number.POSITIVE_INFINITY) => {
    for (let waited = 0; still() && waited < most; waited += LOOK_AGAIN_MS) await sleep(LOOK_AGAIN_MS);
  };
  return {
    async mayBegin({ index }: { index: number }): Promise<void> {
      const early = () => over < faults && index - concurrency > (over / faults) * orders;
      // Orders are short: one is reserved for each coming fault, and starts just before it.
      const kept = () => index > 0 && index >= orders - (faults - tried) && !(wanted && openLives() === 0);
      await waitWhile(() => early() || kept());
      begun += 1;
    },
    lifeEnded(): void {
      ended += 1;
    },
    /** Waits until an order is running; returns how many are, 0 when none is left. */
    async nextStrike(): Promise<number> {
      // Orders that are due start first, so that none is left over at the end.
      const free = Math.max(1, orders - (faults - over));
      const due = Math.min(free, begun + concurrency, ((over + 1) / faults) * orders);
      await waitWhile(() => begun < due - 1, 60_000);
      tried += 1;
      const nobody = () => openLives() === 0 && begun < orders;
      await waitWhile(nobody, 1_000);
      wanted = true;
      await waitWhile(nobody, 60_000);
      wanted = false;
      openAtStrikes.push(openLives());
      return openLives();
    },
    strikeOver(): void {
      over += 1;
    },
    /** At any fault so far. */
    fewestOpenLives: (): number | null => (openAtStrikes.length > 0 ? Math.min(...openAtStrikes) : null),
  };
}
