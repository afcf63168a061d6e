import { activityInfo } from '@temporalio/activity';
import type { Database } from '#platform/database.ts';
import { sql } from '#platform/sql.ts';

/** The minimum of an order's activity: one transaction with its key, an event, and the order's new version. */
export function floorEffect(database: Database): () => Promise<void> {
  return async () => {
    const { workflowExecution, activityId } = activityInfo();
    const orderId = workflowExecution!.workflowId;
    const key = `${orderId}:${activityId}`;
    await database.transaction(async (tx) => {
      await tx.execute(
        sql`/* prepared */ SELECT version FROM floor.ordered WHERE id = ${orderId} FOR UPDATE`,
      );
      await tx.execute(sql`/* prepared */
        WITH moved AS (UPDATE floor.ordered SET version = version + 1, told = now() WHERE id = ${orderId} RETURNING version)
        INSERT INTO floor.happened (key, order_id, version) SELECT ${key}, ${orderId}, version FROM moved
        ON CONFLICT DO NOTHING`);
    });
  };
}
