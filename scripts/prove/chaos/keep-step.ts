import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_AGAIN_MS = 100;

/** Lives and faults go side by side: neither is over long before the other, and no fault strikes an empty instance. */
export function keepStep(input: { orders: number; concurrency: number; faults: number }) {
  const { orders, concurrency, faults } = input;
  let begun = 0;
  let ended = 0;
  let tried = 0;
  let over = 0;
  /** More faults than lives: a strike that meets nobody may have one that was kept for a later one. */
  let wanted = false;
  const openAtStrikes: number[] = [];
  const openLives = () => begun - ended;
  const waitWhile = async (still: () => boolean, most = Number.POSITIVE_INFINITY) => {
    for (let waited = 0; still() && waited < most; waited += LOOK_AGAIN_MS) await sleep(LOOK_AGAIN_MS);
  };
  return {
    async mayBegin({ index }: { index: number }): Promise<void> {
      const early = () => over < faults && index - concurrency > (over / faults) * orders;
      // Lives are short: one is left for each fault to come, and begins just before it.
      const kept = () => index > 0 && index >= orders - (faults - tried) && !(wanted && openLives() === 0);
      await waitWhile(() => early() || kept());
      begun += 1;
    },
    lifeEnded(): void {
      ended += 1;
    },
    /** Waits until somebody is there to be struck; answers how many are, 0 when there is nobody left. */
    async nextStrike(): Promise<number> {
      // Lives that should have begun by now come first: none is left over at the end.
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
    /** At any strike so far. */
    fewestOpenLives: (): number | null => (openAtStrikes.length > 0 ? Math.min(...openAtStrikes) : null),
  };
}
