import type { Client } from '@temporalio/client';
import { NOTICE_RELAY_ID, NOTICE_RELAY_WORKFLOW } from '#contracts/names.ts';
import type { Database } from '#platform/database.ts';
import { secretOf, type WorkerEnv } from '#platform/env.ts';
import type { Logger } from '#platform/logger.ts';
import { askedBy, knowsCases } from './cases/case-temporal.ts';
import { createCaseSweep, type SweepCases } from './cases/sweep-cases.ts';
import { sweepCertificates } from './helpers/certificate-sweep.ts';
import { endBoosts } from './helpers/end-boosts.ts';
import { tellUntoldPayments } from './money/tell-paid.ts';
import { startWaitingOrders } from './orders/start-waiting-orders.ts';
import type { tellOrders } from './tell-orders.ts';
import { repeat } from './worker/repeat.ts';

/** Periodic jobs of the worker. They are independent: a failing one delays no other. */
export function startChores(input: {
  env: WorkerEnv;
  database: Database;
  client: Client;
  /** This build, while another one is current. */
  heldBy: () => Promise<string | null>;
  tell: ReturnType<typeof tellOrders>;
  cases: Pick<SweepCases, 'temporal' | 'taskQueue' | 'publicUrl'>;
  logger: Logger;
}): { stop(): void } {
  const { env, database, client, heldBy, tell, cases, logger } = input;
  const every = (ms: number, work: () => Promise<void>) => repeat(ms, work, logger);
  const relay = every(15_000, async () => {
    await client.workflow.start(NOTICE_RELAY_WORKFLOW, {
      workflowId: NOTICE_RELAY_ID,
      taskQueue: env.TASK_QUEUE,
      workflowIdConflictPolicy: 'USE_EXISTING',
      staticSummary: '通知中继 sends the notices that transitions wrote',
    });
  });
  const starts = every(15_000, async () => {
    await startWaitingOrders({
      database,
      client,
      taskQueue: env.TASK_QUEUE,
      publicUrl: env.PUBLIC_URL,
      logger,
    });
  });
  const payments = every(15_000, async () => {
    await tellUntoldPayments({
      database,
      secret: secretOf(env),
      signal: tell.paid,
      onFailure: (error) =>
        logger.warn({ err: error }, 'a payment could not be reported to its order; retrying'),
    });
  });
  const sweep = every(60_000, async () => {
    const { found, told } = await sweepCertificates({
      database,
      signal: tell.unfit,
      onFailure: (error) =>
        logger.warn({ err: error }, 'an unfit helper could not be reported to the order; retrying'),
    });
    if (found + told > 0) logger.info({ found, told }, 'orders were notified of an unfit helper');
  });
  const boosts = every(60_000, async () => {
    await endBoosts(database);
  });
  const sweepCases = createCaseSweep({
    ...{ database, ...cases, logger },
    ...{ askedBy: askedBy(client), knowsCases: knowsCases(client, heldBy) },
  });
  const caseStarts = every(15_000, async () => {
    await sweepCases();
  });
  return {
    stop() {
      for (const chore of [relay, starts, payments, sweep, boosts, caseStarts]) chore.stop();
    },
  };
}
