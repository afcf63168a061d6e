import type pg from 'pg';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import type { Gateways } from '#scripts/gateways/open-gateways.ts';
import { verifyInstance } from '#scripts/verify/verify-instance.ts';
import type { Plan } from '../simulate/plan.ts';
import type { LifeResult } from '../simulate/run.ts';
import { compareLedgers } from './compare-ledgers.ts';
import { type ComparedOrder, compareOrders } from './compare-orders.ts';
import { CHAOS_CHECKS } from './database-checks.ts';
import type { Tail } from './live-tail.ts';
import type { ChaosInstance } from './open-instance.ts';
import { refusedAndDone } from './refused-and-done.ts';
import { type Acknowledged, lostAnswers, type RefusedCall } from './remember-answers.ts';
import { unsentNotices } from './unsent-notices.ts';

/** All violations, by name; each line says where. */
export type Findings = Record<string, string[]>;

/**
 * Checks after all faults: acknowledged calls are repeated, and the records of both sides and of every order are
 * compared.
 */
export async function lookOver(input: {
  instance: ChaosInstance;
  gateways: Gateways;
  database: pg.Pool;
  acknowledged: Map<string, Acknowledged>;
  refused: Map<string, RefusedCall>;
  plans: Plan[];
  results: LifeResult[];
  tail: Tail;
  say(line: string): void;
}): Promise<Findings> {
  const { instance, gateways, database, acknowledged, refused, plans, results, tail, say } = input;
  const findings: Findings = {};

  // Only calls that were made under a key before: nothing is repaired from here on.
  const promised = [...acknowledged.values()];
  const placed = promised.flatMap(({ name, answer }) =>
    name === 'placeOrder' ? [(answer as { orderId: string }).orderId] : [],
  );
  const { rows: orders } = await database.query<ComparedOrder>(
    'SELECT id, stage, needs_ops_reason FROM "order"',
  );
  const stormed = orders.filter(({ id }) => !tail.orderIds.includes(id));
  Object.assign(findings, compareOrders({ orders: stormed, placed, plans, results }));
  findings.tailFailures = tail.failures;
  say(`asking for ${promised.length} answers again`);
  findings.lostAnswers = await lostAnswers(promised);
  findings.refusedAndDone = await refusedAndDone({ database, refused: refused.values() });

  const unsent = await unsentNotices({ database });
  const ledgers = await compareLedgers({ gateways, database });
  const client = await connectClient(
    readEnv({ process: 'temporal', source: { TEMPORAL_ADDRESS: instance.state().temporalAddress } }),
  );
  const { ownerUrl } = instance.state();
  const { violations } = await verifyInstance({
    ...{ databaseUrl: ownerUrl, client, patienceMs: 30_000, strict: true },
  });
  await client.connection.close();
  for (const [check, found] of Object.entries(violations))
    findings[check] = found.map(({ orderId, what }) => `${orderId} ${what}`);
  for (const [check, found] of Object.entries(ledgers))
    findings[check] = [...(findings[check] ?? []), ...found];
  findings.lostNotices!.push(...unsent);
  for (const [check, sql] of Object.entries(CHAOS_CHECKS)) {
    const found = await database.query<{ orderId: string; what: string }>(sql);
    findings[check] = [...(findings[check] ?? []), ...found.rows.map((row) => `${row.orderId} ${row.what}`)];
  }
  return findings;
}
