import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { compareWithWorkflow } from './compare-with-workflow.ts';
import { DATABASE_CHECKS, type DatabaseCheck, type Violation } from './database-checks.ts';

export type Check = DatabaseCheck | 'differingOrders' | 'ordersWithoutWorkflow';
export type Report = { orders: number; violations: Record<Check, Violation[]> };

/** The API is given this long to start the workflow of an order it has just stored. */
const JUST_PLACED = '60 seconds';
const AT_A_TIME = 8;

/**
 * Reads a database and Temporal and reports everything that must never be. Changes nothing. An order that is just
 * moving is asked again until `patienceMs` has passed: a transition commits before its workflow hears of it.
 */
export async function verifyHouse(input: {
  databaseUrl: string;
  /** Without it only the database is looked at. */
  client?: Client;
  patienceMs?: number;
  /** Closed orders are compared in full; see compare-with-workflow.ts. */
  strict?: boolean;
}): Promise<Report> {
  const { client, patienceMs = 20_000, strict } = input;
  const database = new pg.Pool({ connectionString: input.databaseUrl, max: 4 });
  // A lost connection fails the query that wanted it; nothing else has to hear of it.
  database.on('error', () => undefined);
  try {
    const violations = { differingOrders: [], ordersWithoutWorkflow: [] } as unknown as Report['violations'];
    for (const [check, sql] of Object.entries(DATABASE_CHECKS)) {
      violations[check as DatabaseCheck] = (await database.query<Violation>(sql)).rows;
    }
    const { rows } = await database.query<{ id: string; young: boolean }>(
      `SELECT id, NOT workflow_started AND created_at > now() - interval '${JUST_PLACED}' AS young FROM "order"`,
    );
    const waiting = client ? rows.filter(({ young }) => !young).map(({ id }) => id) : [];
    const until = Date.now() + patienceMs;
    const lane = async (): Promise<void> => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
        const found = await untilAgreed({ database, client: client!, orderId: id, until, strict });
        if (found) violations[found.check].push({ orderId: id, what: found.what });
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, lane));
    return { orders: rows.length, violations };
  } finally {
    await database.end();
  }
}

async function untilAgreed(
  input: Parameters<typeof compareWithWorkflow>[0] & { until: number },
): ReturnType<typeof compareWithWorkflow> {
  for (;;) {
    const found = await compareWithWorkflow(input).catch((error: unknown) => ({
      check: 'differingOrders' as const,
      what: `not compared: ${error instanceof Error ? error.message : String(error)}`,
    }));
    if (!found || Date.now() > input.until) return found;
    await sleep(500);
  }
}

/** How many of each: what the command prints. */
export function countsOf({ violations }: Report): Record<Check, number> {
  return Object.fromEntries(
    Object.entries(violations).map(([check, found]) => [check, found.length]),
  ) as Record<Check, number>;
}
