import type { CaseKind, CaseVariant, OvertakenBy } from '#contracts/cases/kinds.ts';
import type { Database } from '#platform/database.ts';
import type { Logger } from '#platform/logger.ts';
import { sql } from '#platform/sql.ts';
import type { CaseTemporal } from './case-temporal.ts';
import { markStarted, startOfCase } from './start-case.ts';

export interface SweepCases {
  database: Database;
  temporal: CaseTemporal;
  /** The case an open order waits for, as its workflow reports; null: none, or no workflow. */
  askedBy: (orderId: string) => Promise<string | null>;
  /**
   * Whether the build that runs an open order knows that cases have workflows; older builds, which run after a
   * rollback, do not.
   */
  knowsCases: (orderId: string) => Promise<boolean>;
  taskQueue: string;
  publicUrl?: string | undefined;
  olderThanMs?: number;
  logger?: Pick<Logger, 'info' | 'warn'>;
}

interface Waiting {
  id: string;
  version: number;
  kind: CaseKind;
  variant: string | null;
  orderId: string | null;
  stage: string | null;
  settlement: string | null;
}

/** Kinds whose question ends with the order. */
const ENDS_WITH_ORDER: readonly CaseKind[] = ['callback', 'arrival', 'objection', 'payment', 'fitness'];
const MOST = 200;

/**
 * Starts the workflow of every open case without one: the process that opened it died before it could. A case opened
 * before cases had workflows (version 0) stays with its order while the order waits for it or is run by such an older
 * build; otherwise it gets a workflow, too. May be called repeatedly. Returns how many were started.
 */
export function createCaseSweep(input: SweepCases): () => Promise<number> {
  const { database, temporal, olderThanMs = 10_000, logger } = input;
  let after = '00000000-0000-0000-0000-000000000000';

  return async () => {
    const waiting = await database.query<Waiting>(sql`
      SELECT c.id, c.version, c.kind, c.variant, c.order_id AS "orderId", o.stage, o.settlement
      FROM "case" c LEFT JOIN "order" o ON o.id = c.order_id
      WHERE c.status = 'open' AND NOT c.workflow_started AND c.id > ${after}::uuid
        AND c.opened_at < ${new Date(Date.now() - olderThanMs)}
      ORDER BY c.id LIMIT ${MOST}`);
    after = waiting.length === MOST ? waiting.at(-1)!.id : '00000000-0000-0000-0000-000000000000';
    let started = 0;
    for (const row of waiting) {
      try {
        if (await adopt(row)) started += 1;
      } catch (error) {
        logger?.warn({ err: error, caseId: row.id }, 'the workflow of a case cannot be started');
      }
    }
    return started;
  };

  async function adopt(row: Waiting): Promise<boolean> {
    const how = row.version > 0 ? { overtakenBy: endedWithOrder(row) } : await ofOlderOrder(row);
    if (!how) return false;
    const request = await startOfCase({ ...input, caseId: row.id, ...how });
    if (!request) return false;
    await temporal.start(request);
    await markStarted(database, row.id);
    logger?.info({ caseId: row.id, kind: row.kind }, 'started the workflow of a case');
    return true;
  }

  async function ofOlderOrder(
    row: Waiting,
  ): Promise<{ overtakenBy?: OvertakenBy | undefined; becomes?: CaseVariant } | null> {
    const { kind, orderId, stage, settlement } = row;
    if (orderId && stage !== 'closed') {
      // The penalty is decided after the payment.
      if (kind === 'penalty' || (await input.askedBy(orderId)) === row.id) return null;
      if (!(await input.knowsCases(orderId))) return null;
    }
    if (kind === 'payment')
      return { overtakenBy: settlement === 'due' || settlement === 'overdue' ? undefined : 'paid' };
    if (stage === 'closed')
      return kind === 'arrival' ? { becomes: 'withdrawn' } : { overtakenBy: endedWithOrder(row) };
    if (kind === 'arrival') return { becomes: 'withdrawn' };
    return { overtakenBy: kind === 'fitness' ? 'helperReplaced' : undefined };
  }
}

const endedWithOrder = ({ kind, variant, stage }: Waiting): OvertakenBy | undefined =>
  stage === 'closed' && variant === null && ENDS_WITH_ORDER.includes(kind) ? 'orderEnded' : undefined;
