import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { CHAOS_CHECKS } from '../chaos/database-checks.ts';

/** A case is told by a signal, a moment after its order has written what answers it. */
const TOLD_WITHIN_MS = 60_000;

/** Open cases whose question is answered, and which were not told so in time; one line each. */
export async function casesWithoutQuestion(database: pg.Pool): Promise<string[]> {
  for (const until = Date.now() + TOLD_WITHIN_MS; ; await sleep(250)) {
    const { rows } = await database.query<{ orderId: string; what: string }>(
      CHAOS_CHECKS.casesWithoutQuestion,
    );
    if (rows.length === 0 || Date.now() > until) return rows.map(({ orderId, what }) => `${orderId} ${what}`);
  }
}
