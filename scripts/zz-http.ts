import { readFileSync } from 'node:fs';
import http from 'node:http';
import pg from 'pg';
import { cpuNanos } from '#scripts/bench/cpu-by-thread.ts';
import { gatherPeople } from '#scripts/bench/orders/gather-people.ts';

const house = JSON.parse(readFileSync('/tmp/h/ready.json', 'utf8'));
const { url, pids, databaseUrl } = house;
const people = await gatherPeople({ url, lanes: 1, helpers: false });
people.leave();
const token = people.lanes[0]!.customer.token();
const db = new pg.Client({ connectionString: databaseUrl });
await db.connect();
const o = (
  await db.query(`select o.id from "order" o where customer_id=$1 and stage='closed' limit 1`, [
    people.lanes[0]!.customer.me.id,
  ])
).rows[0]?.id;
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });
const get = (path: string, auth = true) =>
  new Promise<number>((res, rej) => {
    const r = http.get(
      url.replace('localhost', '127.0.0.1') + path,
      {
        agent,
        headers: { accept: 'application/json', ...(auth ? { authorization: `Bearer ${token}` } : {}) },
      },
      (m) => {
        let n = 0;
        m.on('data', (c) => (n += c.length));
        m.on('end', () => (m.statusCode! < 400 ? res(n) : rej(new Error(path + ' ' + m.statusCode))));
      },
    );
    r.on('error', rej);
  });
const clock = cpuNanos({ api: pids.api, postgres: pids.postgres });
async function run(name: string, n: number, f: () => Promise<number>) {
  let bytes = 0;
  for (let i = 0; i < 300; i++) bytes = await f();
  const a = clock();
  const t0 = performance.now();
  for (let i = 0; i < n; i++) await f();
  const b = clock();
  const ms = performance.now() - t0;
  console.log(
    name.padEnd(26),
    'api us',
    ((b.api! - a.api!) / n / 1e3).toFixed(0).padStart(6),
    'pg us',
    ((b['postgres: anjia']! - a['postgres: anjia']!) / n / 1e3).toFixed(0).padStart(6),
    'wall us',
    ((ms / n) * 1e3).toFixed(0),
    'bytes',
    bytes,
  );
}
const n = Number(process.env.N ?? 1500);
if (process.env.ONLY) {
  await run(process.env.ONLY, Number(process.env.N), () =>
    get('/api/v1/' + process.env.ONLY!.replace('ORDER', o)),
  );
  process.exit(0);
}
await run('healthz', n, () => get('/healthz', false));
await run('/api/nothing 404', n, () => get('/api/v1/demo-logins', false).catch(() => 0));
await run('catalogue', n, () => get('/api/v1/catalogue', false).catch(() => 0));
await run('me', n, () => get('/api/v1/session'));
await run('order view', n, () => get(`/api/v1/orders/${o}`));
await run('inbox', 600, () => get('/api/v1/inbox').catch(() => 0));
await run('agreement', n, () => get(`/api/v1/orders/${o}/agreement`));
process.exit(0);
