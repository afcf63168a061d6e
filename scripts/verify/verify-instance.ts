import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { compareCase } from './compare-case.ts';
import { compareWithWorkflow } from './compare-with-workflow.ts';
import { DATABASE_CHECKS, type DatabaseCheck, type Violation } from './database-checks.ts';

type WorkflowCheck = 'differingOrders' | 'ordersWithoutWorkflow' | 'differingCases' | 'casesWithoutWorkflow';
export type Check = DatabaseCheck | WorkflowCheck;
export type Report = { orders: number; cases: number; violations: Record<Check, Violation[]> };

/** The API has this long to start the workflow of what it has just stored. */
const JUST_STORED = '60 seconds';
const AT_A_TIME = 8;

/**
 * Reads a database and Temporal and reports all violations. Changes nothing. Running changes are checked again until
 * `patienceMs` has passed: a transition commits before its workflow knows.
 */
export async function verifyInstance(input: {
  databaseUrl: string;
  /** Without it only the database is looked at. */
  client?: Client;
  patienceMs?: number;
  /** Closed orders are compared in full; see compare-with-workflow.ts. */
  strict?: boolean;
}): Promise<Report> {
  const { client, patienceMs = 20_000, strict } = input;
  const database = new pg.Pool({ connectionString: input.databaseUrl, max: 4 });
  // A lost connection fails the query that needed it; nothing else has to handle it.
  database.on('error', () => undefined);
  try {
    const violations = {
      ...{ differingOrders: [], ordersWithoutWorkflow: [], differingCases: [], casesWithoutWorkflow: [] },
    } as unknown as Report['violations'];
    for (const [check, sql] of Object.entries(DATABASE_CHECKS)) {
      violations[check as DatabaseCheck] = (await database.query<Violation>(sql)).rows;
    }
    const { rows } = await database.query<{ id: string; kind: 'order' | 'case'; young: boolean }>(
      `SELECT 'order' AS kind, id, NOT workflow_started AND created_at > now() - interval '${JUST_STORED}' AS young
       FROM "order"
       UNION ALL
       SELECT 'case', id::text, NOT workflow_started AND opened_at > now() - interval '${JUST_STORED}' FROM "case"`,
    );
    const waiting = client ? rows.filter(({ young }) => !young) : [];
    const until = Date.now() + patienceMs;
    const compare = async ({ id, kind }: { id: string; kind: string }): Promise<Found | null> => {
      if (kind === 'case') return compareCase({ database, client: client!, caseId: id });
      const found = await compareWithWorkflow({ database, client: client!, orderId: id, strict });
      return found && { ...found, orderId: id };
    };
    const lane = async (): Promise<void> => {
      for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
        const found = await untilAgreed(() => compare(one!), one, until);
        if (found) violations[found.check].push({ orderId: found.orderId, what: found.what });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    const orders = rows.filter(({ kind }) => kind === 'order').length;
    return { orders, cases: rows.length - orders, violations };
  } finally {
    await database.end();
  }
}

type Found = Violation & { check: WorkflowCheck };

async function untilAgreed(
  compare: () => Promise<Found | null>,
  { id, kind }: { id: string; kind: string },
  until: number,
): Promise<Found | null> {
  for (;;) {
    const found = await compare().catch((error: unknown) => ({
      check: kind === 'case' ? ('differingCases' as const) : ('differingOrders' as const),
      orderId: id,
      what: `not compared: ${error instanceof Error ? error.message : String(error)}`,
    }));
    if (!found || Date.now() > until) return found;
    await sleep(500);
  }
}

/** How many of each: what the command prints. */
export function countsOf({ violations }: Report): Record<Check, number> {
  return Object.fromEntries(
    Object.entries(violations).map(([check, found]) => [check, found.length]),
  ) as Record<Check, number>;
}
