import { readFileSync } from 'node:fs';
import pg from 'pg';
import { type CpuNanos, cpuNanos } from '#scripts/bench/cpu-by-thread.ts';
import { gatherPeople } from '#scripts/bench/orders/gather-people.ts';
import { liveOrder } from '#scripts/bench/orders/live-order.ts';

const house = JSON.parse(readFileSync('/tmp/h/ready.json', 'utf8'));
const { url, databaseUrl, pids, ownerUrl } = house;
const d = new pg.Client({ connectionString: ownerUrl });
await d.connect();
await d.query(`UPDATE policy SET body = body || '{"checkInEarly": "60 days"}' WHERE key = 'standard'`);
const people = await gatherPeople({ url, lanes: 8 });
const phones = new pg.Pool({ connectionString: databaseUrl, max: 4, application_name: 'bench' });
const sleep = (ms: number) => new Promise((r) => setTimeout(r, ms));
// warm
let idx = 0;
const warm = Number(process.env.WARM ?? 60);
await Promise.all(
  people.lanes.map(async (lane) => {
    while (idx < warm) await liveOrder({ lane, people, phones, index: idx++ });
  }),
);
await sleep(2500);
const clock = cpuNanos({
  api: pids.api,
  worker: pids.worker,
  temporal: pids.temporal,
  postgres: pids.postgres,
});
const a0 = clock();
const t0 = performance.now();
await sleep(6000);
const a1 = clock();
const idleMs = performance.now() - t0;
const keys = Object.keys(a1);
const idle: CpuNanos = Object.fromEntries(keys.map((k) => [k, (a1[k]! - (a0[k] ?? 0)) / idleMs]));
console.log('idle ms/s', Object.fromEntries(keys.map((k) => [k, Math.round((idle[k]! / 1e3) * 10) / 10])));
const sum = new Map<string, { n: number; wall: number; cpu: CpuNanos }>();
const wrap = (call: any) => async (name: string, input: any) => {
  const b = clock();
  const s = performance.now();
  const r = await call(name, input);
  const wall = performance.now() - s;
  await sleep(60);
  const e = clock();
  const ms = performance.now() - s;
  const row = sum.get(name) ?? { n: 0, wall: 0, cpu: {} };
  row.n++;
  row.wall += wall;
  for (const k of Object.keys(e)) row.cpu[k] = (row.cpu[k] ?? 0) + e[k]! - (b[k] ?? 0) - idle[k]! * ms;
  sum.set(name, row);
  return r;
};
const lane = people.lanes[0]!;
const wrapped = { ...lane, customer: { ...lane.customer, call: wrap(lane.customer.call) } };
const wpeople = {
  ...people,
  helper: (id: string) => {
    const p = people.helper(id);
    return { ...p, call: wrap(p.call) };
  },
};
const N = Number(process.env.N ?? 40);
for (let i = 0; i < N; i++)
  await liveOrder({ lane: wrapped as any, people: wpeople as any, phones, index: idx++ });
const cols = [
  'api',
  'worker',
  'postgres: anjia',
  'temporal',
  'postgres: temporal',
  'postgres: temporal_visibility',
];
const tot: Record<string, number> = {};
console.log(
  'step'.padEnd(20),
  'n'.padStart(5),
  'wall'.padStart(7),
  ...cols.map((c) => c.replace('postgres: ', 'pg ').slice(0, 12).padStart(12)),
);
for (const [name, r] of sum) {
  console.log(
    name.padEnd(20),
    (r.n / N).toFixed(2).padStart(5),
    (r.wall / r.n).toFixed(1).padStart(7),
    ...cols.map((c) => {
      const v = (r.cpu[c] ?? 0) / 1e6 / N;
      tot[c] = (tot[c] ?? 0) + v;
      return v.toFixed(2).padStart(12);
    }),
  );
}
console.log(
  'TOTAL'.padEnd(20),
  ''.padStart(5),
  ''.padStart(7),
  ...cols.map((c) => tot[c]!.toFixed(2).padStart(12)),
);
people.leave();
await phones.end();
await d.end();
process.exit(0);
