import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type CpuSeconds, cpuByProcess, difference } from '../cpu-by-process.ts';
import { percentile } from '../percentile.ts';

export interface Round {
  what: 'bare' | 'floor' | 'product';
  orders: number;
  seconds: number;
  ordersPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** of one order, on average of all in this round */
  historyEvents: number;
  transactionsPerOrder: Record<string, number>;
  cpuMsPerOrder: Record<string, number>;
  cpuMsPerOrderAll: number;
}

/** Runs `orders` orders, `concurrency` at a time, and measures them. */
export async function measureRound(input: {
  what: Round['what'];
  orders: number;
  concurrency: number;
  pids: Record<string, number | undefined>;
  database: pg.Client;
  live(input: { lane: number; index: number }): Promise<string>;
  /** Work that continues afterwards for these orders is included. */
  settled(): Promise<void>;
  eventsOf(id: string): Promise<number>;
}): Promise<Round> {
  const { orders, pids, database } = input;
  const transactionsBefore = await transactions(database);
  const cpuNow = withPeople(cpuByProcess(pids));
  const cpuBefore = cpuNow();
  const startedAt = performance.now();
  const took: number[] = [];
  const ids: string[] = [];
  let next = 0;
  const lane = async (n: number) => {
    for (let index = next++; index < orders; index = next++) {
      const from = performance.now();
      ids.push(await input.live({ lane: n, index }));
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: Math.min(input.concurrency, orders) }, (_, n) => lane(n)));
  const seconds = (performance.now() - startedAt) / 1000;
  await input.settled();
  const cpu = difference(cpuNow(), cpuBefore);
  const spent = difference(await transactions(database), transactionsBefore);
  const events = await Promise.all(ids.slice(0, 20).map((id) => input.eventsOf(id)));
  const perOrder = (all: Record<string, number>, scale: number) =>
    Object.fromEntries(
      Object.entries(all).map(([name, value]) => [name, Math.round((value * scale * 10) / orders) / 10]),
    );
  const all = Object.values(cpu).reduce((sum, value) => sum + value, 0);
  return {
    what: input.what,
    orders,
    seconds: Math.round(seconds * 10) / 10,
    ordersPerSecond: Math.round((orders / seconds) * 100) / 100,
    p50Ms: percentile(took, 0.5),
    p99Ms: percentile(took, 0.99),
    historyEvents: Math.round(events.reduce((sum, n) => sum + n, 0) / events.length),
    transactionsPerOrder: perOrder(spent, 1),
    cpuMsPerOrder: perOrder(cpu, 1000),
    cpuMsPerOrderAll: Math.round((all * 1000) / orders),
  };
}

/** This process simulates people: the work of their phones. */
const withPeople = (programs: () => CpuSeconds) => (): CpuSeconds => {
  const { user, system } = process.cpuUsage();
  return { ...programs(), client: (user + system) / 1_000_000 };
};

async function transactions(database: pg.Client): Promise<Record<string, number>> {
  // Sessions report their statistics about a second later.
  await sleep(1_500);
  const { rows } = await database.query<{ datname: string; n: string }>(
    `SELECT datname, xact_commit + xact_rollback AS n FROM pg_stat_database WHERE datname IN ('anjia', 'temporal', 'temporal_visibility')`,
  );
  return Object.fromEntries(rows.map(({ datname, n }) => [datname, Number(n)]));
}
