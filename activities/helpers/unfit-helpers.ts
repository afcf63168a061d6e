import { randomUUID } from 'node:crypto';
import type { Database, Tx } from '#platform/database.ts';

export type UnfitReason = 'leave' | 'certificateExpired';
export interface Unfit {
  orderId: string;
  helperId: string;
  reason: UnfitReason;
  /** The cause, for example `leave/<id>`: each cause is reported once. */
  cause: string;
}
export interface UnfitMessage {
  orderId: string;
  body: { messageId: string; helperId: string; reason: UnfitReason };
}

/** Written in the transaction that makes a helper unfit, so that a crash afterwards loses no notification. */
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
 * Notifies the orders that were not notified yet; returns how many. Two may run at once: the workflow ignores a
 * repeated message by its id. Failures are left to the next round.
 */
export async function tellUnfit(input: {
  database: Database;
  /** resolves also for a closed order, which needs no message */
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

/** The same cause, whether ops change a date or the sweep finds it. */
export const certificateCause = (skill: string, until: Date): string =>
  `certificate/${skill}/${Math.floor(until.getTime() / 1000)}`;
