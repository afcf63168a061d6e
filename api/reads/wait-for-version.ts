import type { Database } from '#platform/database.ts';

/** Until the projection has reached this version, or the wait is over. */
export async function waitForVersion(input: {
  database: Database;
  orderId: string;
  version: number;
  withinMs: number;
}): Promise<void> {
  const until = Date.now() + input.withinMs;
  for (let pause = 20; ; pause = Math.min(pause * 2, 200)) {
    const row = await input.database.order.findUnique({
      where: { id: input.orderId },
      select: { version: true },
    });
    if (row && row.version >= input.version) return;
    if (Date.now() + pause > until) return;
    await new Promise((done) => setTimeout(done, pause));
  }
}
