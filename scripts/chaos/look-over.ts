import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { CatalogueReply } from '#contracts/http.ts';
import { readEnv } from '#platform/env.ts';
import { connectClient } from '#platform/temporal.ts';
import type { Gateways } from '../gateways/open-gateways.ts';
import { openCast, type Playing } from '../simulate/people.ts';
import { type Plan, planOrders } from '../simulate/plan.ts';
import { type LifeResult, runLives } from '../simulate/run.ts';
import { verifyHouse } from '../verify/verify-house.ts';
import { compareLedgers } from './compare-ledgers.ts';
import { compareOrders, type OrderRow } from './compare-orders.ts';
import { CHAOS_CHECKS } from './database-checks.ts';
import type { ChaosHouse } from './open-house.ts';
import { refusedAndDone } from './refused-and-done.ts';
import { type Acknowledged, lostAnswers, type RefusedCall } from './remember-answers.ts';
import type { ChaosOptions } from './run-chaos.ts';
import { unsentNotices } from './unsent-notices.ts';

/** Everything that must not be, by name; each line says where. */
export type Findings = Record<string, string[]>;

const TAIL_LIVES = 3;

/** After the storm: what was promised is asked for, both ledgers are compared, and new orders have to go well. */
export async function lookOver(input: {
  options: ChaosOptions;
  house: ChaosHouse;
  gateways: Gateways;
  database: pg.Pool;
  acknowledged: Map<string, Acknowledged>;
  refused: Map<string, RefusedCall>;
  plans: Plan[];
  results: LifeResult[];
  playing: Playing;
  catalogue: CatalogueReply;
  say(line: string): void;
}): Promise<Findings> {
  const { house, gateways, database, acknowledged, refused, plans, results, say } = input;
  const findings: Findings = {};
  await untilReady(house);

  // Only what was asked under a key before: nobody repairs anything from here on.
  const promised = [...acknowledged.values()];
  const placed = promised.flatMap(({ name, answer }) =>
    name === 'placeOrder' ? [(answer as { orderId: string }).orderId] : [],
  );
  const { rows: orders } = await database.query<OrderRow>('SELECT id, stage, needs_ops_reason FROM "order"');
  Object.assign(findings, compareOrders({ orders, placed, plans, results }));
  say(`asking for ${promised.length} answers again`);
  findings.lostAnswers = await lostAnswers(promised);
  findings.refusedAndDone = await refusedAndDone({ database, refused: refused.values() });

  findings.tailFailures = await tail(input);

  const unsent = await unsentNotices({ database });
  const ledgers = await compareLedgers({ gateways, database });
  const client = await connectClient(
    readEnv({ process: 'temporal', source: { TEMPORAL_ADDRESS: house.state().temporalAddress } }),
  );
  const { ownerUrl } = house.state();
  const { violations } = await verifyHouse({ databaseUrl: ownerUrl, client, patienceMs: 10_000 });
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

/** New orders after the last fault: each request has to succeed at once, each order to be lived to its end. */
async function tail({ options, playing, catalogue }: Parameters<typeof lookOver>[0]): Promise<string[]> {
  const plans = planOrders({ orders: TAIL_LIVES, seed: options.seed + 1, script: 'happy', faults: false });
  try {
    const cast = await openCast({ ...playing, patienceMs: 5_000 });
    const lives = runLives({
      plans: plans.map((plan) => ({ ...plan, customer: { demo: plan.index } })),
      cast,
      catalogue,
      concurrency: TAIL_LIVES,
      limitMs: 60_000,
      told: () => undefined,
    });
    const over = await Promise.race([lives, sleep(90_000, undefined, { ref: false })]);
    if (!over) return ['requests after the last fault do not come to an end'];
    return over
      .filter(({ problems, ending }) => problems.length > 0 || ending !== 'completed')
      .map(({ orderId, ending, problems }) => `${orderId} ${ending ?? 'open'}: ${problems.join(' | ')}`);
  } catch (error) {
    return [String(error)];
  }
}

async function untilReady(house: ChaosHouse): Promise<void> {
  for (const until = Date.now() + 60_000; Date.now() < until; await sleep(250)) {
    const answer = await fetch(`${house.state().url}/readyz`, { signal: AbortSignal.timeout(5_000) }).catch(
      () => null,
    );
    if (answer?.ok) return;
  }
}
