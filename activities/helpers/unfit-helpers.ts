import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '#platform/database.ts';

export type UnfitReason = 'leave' | 'certificateExpired';
export interface Unfit {
  orderId: string;
  helperId: string;
  reason: UnfitReason;
  /** What made it so, e.g. `leave/<id>`: the same cause is told once. */
  cause: string;
}
export interface UnfitMessage {
  orderId: string;
  body: { messageId: string; helperId: string; reason: UnfitReason };
}

/** Written with the change that makes a helper unfit, so that no crash between the two leaves an order untold. */
export async function noteUnfit(tx: Tx, rows: Unfit[]): Promise<void> {
  const models = await tx.models();
  await models.unfitHelper.createMany({
    data: rows.map(({ cause, ...row }) => ({
      ...row,
      id: randomUUID(),
      key: `${row.orderId}/${row.helperId}/${cause}`,
    })),
    skipDuplicates: true,
  });
}

/**
 * Tells the orders that are not told yet; answers how many. Two who tell at once do no harm: the workflow knows a
 * message by its id. What fails is left for the next round.
 */
export async function tellUnfit(input: {
  database: Database;
  /** resolves also for an order that is closed and needs to hear nothing */
  signal: (message: UnfitMessage) => Promise<unknown>;
  helperId?: string;
  onFailure?: (error: unknown) => void;
}): Promise<number> {
  const { database, helperId } = input;
  const rows = await database.models.unfitHelper.findMany({
    where: { toldAt: null, ...(helperId ? { helperId } : {}) },
    orderBy: { createdAt: 'asc' },
    take: 200,
  });
  let told = 0;
  for (const { id, orderId, helperId: of, reason } of rows) {
    try {
      await input.signal({
        orderId,
        body: { messageId: `unfit-${id}`, helperId: of, reason: reason as UnfitReason },
      });
      await database.models.unfitHelper.updateMany({
        where: { id, toldAt: null },
        data: { toldAt: new Date() },
      });
      told += 1;
    } catch (error) {
      input.onFailure?.(error);
    }
  }
  return told;
}

/** The same cause, whether ops change a date or the sweep meets it. */
export const certificateCause = (skill: string, until: Date): string =>
  `certificate/${skill}/${Math.floor(until.getTime() / 1000)}`;
