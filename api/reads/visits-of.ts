import type { z } from 'zod';
import type { OrderSummary } from '#contracts/order.ts';
import { STANDARD_POLICY } from '#contracts/policy.ts';
import type { Database } from '#platform/database.ts';
import { presentSummaries } from './present-summary.ts';

const DAY = 86_400_000;

/** A helper's visits from this morning on, in the order of the day; one still under way is always among them. */
export async function visitsOf(input: {
  database: Database;
  helperId: string;
  days: number;
}): Promise<z.input<typeof OrderSummary>[]> {
  const { database, helperId, days } = input;
  const offset = STANDARD_POLICY.utcOffsetMinutes * 60_000;
  const morning = Math.floor((Date.now() + offset) / DAY) * DAY - offset;
  const rows = await database.order.findMany({
    where: {
      helperId,
      visit: { helperId },
      OR: [
        { startsAt: { gte: new Date(morning), lt: new Date(morning + days * DAY) } },
        { stage: { in: ['scheduled', 'visit'] }, startsAt: { lt: new Date(morning) } },
      ],
    },
    include: { visit: true },
    orderBy: { startsAt: 'asc' },
    take: 200,
  });
  return presentSummaries(database, rows);
}
