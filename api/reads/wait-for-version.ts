import type { Database } from '#platform/database.ts';

/** The projection's version once it reached the wanted one; after the wait, whatever was promised. */
export async function waitForVersion(input: {
  database: Database;
  orderId: string;
  version: number;
  withinMs: number;
}): Promise<number> {
  const until = Date.now() + input.withinMs;
  for (let pause = 20; ; pause = Math.min(pause * 2, 200)) {
    const row = await input.database.order.findUnique({
      where: { id: input.orderId },
      select: { version: true },
    });
    if (row && row.version >= input.version) return row.version;
    if (Date.now() + pause > until) return input.version;
    await new Promise((done) => setTimeout(done, pause));
  }
}
