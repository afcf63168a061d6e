import { readFileSync } from 'node:fs';
import pg from 'pg';
import { openDatabase } from '#platform/database.ts';

const house = JSON.parse(readFileSync('/tmp/h/ready.json', 'utf8'));
const url = process.env.MBURL ?? house.databaseUrl;
const db = openDatabase({ url, max: 5 });
const pool = new pg.Pool({ connectionString: url, max: 5 });
const pgpid = Number((await pool.query('select pg_backend_pid() p')).rows[0].p);
async function run(name: string, n: number, f: () => Promise<unknown>) {
  for (let i = 0; i < 1500; i++) await f();
  const c0 = process.cpuUsage();
  const t0 = performance.now();
  for (let i = 0; i < n; i++) await f();
  const c = process.cpuUsage(c0);
  const t = performance.now() - t0;
  console.log(
    name.padEnd(40),
    'cpu us/op',
    ((c.user + c.system) / n).toFixed(0),
    'sys',
    (c.system / n).toFixed(0),
    'wall us',
    ((t * 1000) / n).toFixed(0),
  );
}
const o = (await pool.query('select id from "order" where stage=\'closed\' limit 1')).rows[0].id;
const N = 4000;
await run('pg named select 1 row 3 cols', N, () =>
  pool.query({ name: 'a', text: 'select id, version, stage from "order" where id=$1', values: [o] }),
);
await run('pg named array mode', N, () =>
  pool.query({
    name: 'a2',
    text: 'select id, version, stage from "order" where id=$1',
    values: [o],
    rowMode: 'array',
  }),
);
const mk = (x: number) => {
  const f = () => x + 1;
  const g = (y: number) => y + f();
  return g(2);
};
let z = 0;
{
  const t0 = performance.now();
  for (let i = 0; i < 3e6; i++) z += mk(i);
  console.log('closures ns', ((performance.now() - t0) / 3e6) * 1e6, z);
}
await run('pg unnamed', N, () =>
  pool.query({ text: 'select id, version, stage from "order" where id=$1', values: [o] }),
);
await run('prisma queryRaw', N, () => db.$queryRaw`select id, version, stage from "order" where id=${o}`);
await run('prisma findUnique 3 cols', N, () =>
  db.order.findUnique({ where: { id: o }, select: { id: true, version: true, stage: true } }),
);
await run('prisma findUnique all', N, () => db.order.findUnique({ where: { id: o } }));
await run('prisma tx(queryRaw)', N, () =>
  db.$transaction(async (tx) => tx.$queryRaw`select id, version, stage from "order" where id=${o}`),
);
await run('prisma tx(queryRaw x3)', N, () =>
  db.$transaction(async (tx) => {
    for (let i = 0; i < 3; i++) await tx.$queryRaw`select id, version, stage from "order" where id=${o}`;
  }),
);
await run('pg tx(q)', N, async () => {
  const c = await pool.connect();
  await c.query('begin');
  await c.query({ name: 'a', text: 'select id, version, stage from "order" where id=$1', values: [o] });
  await c.query('commit');
  c.release();
});
await db.$disconnect();
await pool.end();
