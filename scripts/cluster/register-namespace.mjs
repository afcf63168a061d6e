import { setTimeout as sleep } from 'node:timers/promises';

const RETENTION_DAYS = 90;

/**
 * A new cluster knows no namespace: asks until it answers, and until the namespace can be used.
 * @param {{ address: string, namespace: string, alive: () => unknown, withinMs?: number }} input
 */
export async function registerNamespace({ address, namespace, alive, withinMs = 120_000 }) {
  const { Connection } = await import('@temporalio/client');
  const connection = Connection.lazy({ address });
  const retention = { seconds: /** @type {never} */ (RETENTION_DAYS * 24 * 3600) };
  const until = Date.now() + withinMs;
  try {
    for (;;) {
      try {
        await connection.withDeadline(Date.now() + 5_000, () =>
          connection.workflowService.registerNamespace({
            namespace,
            workflowExecutionRetentionPeriod: retention,
          }),
        );
      } catch (error) {
        // gRPC 6: there already.
        const known = /** @type {{ code?: number }} */ (error).code === 6;
        if (known && (await isUsable(connection, namespace))) return;
        if (Date.now() > until)
          throw new Error(`Temporal does not answer at ${address}: ${/** @type {Error} */ (error).message}`);
        alive();
      }
      await sleep(200);
    }
  } finally {
    await connection.close();
  }
}

/** Every service reads the list of namespaces every few seconds only. @param {import('@temporalio/client').Connection} connection @param {string} namespace */
async function isUsable(connection, namespace) {
  try {
    await connection.withDeadline(Date.now() + 5_000, () =>
      connection.workflowService.listWorkflowExecutions({ namespace, pageSize: 1 }),
    );
    return true;
  } catch {
    return false;
  }
}
