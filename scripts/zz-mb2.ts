import pg from 'pg';
import { readFileSync } from 'node:fs';
import { openDatabase } from '#platform/database.ts';
import { ORDER_COLUMNS } from '#api/reads/find-order.ts';
const house = JSON.parse(readFileSync('/tmp/h/ready.json','utf8'));
const url = process.env.MBURL ?? house.databaseUrl;
const db = openDatabase({ url, max: 5 });
const pool = new pg.Pool({ connectionString: url, max: 5 });
async function run(name: string, n: number, f: () => Promise<unknown>) {
  for (let i = 0; i < 1500; i++) await f();
  const c0 = process.cpuUsage(); const t0 = performance.now();
  for (let i = 0; i < n; i++) await f();
  const c = process.cpuUsage(c0); const t = performance.now() - t0;
  console.log(name.padEnd(40), 'cpu us/op', ((c.user + c.system) / n).toFixed(0), 'sys', (c.system/n).toFixed(0), 'wall us', (t * 1000 / n).toFixed(0));
}
const o = (await pool.query('select id from "order" where stage=\'closed\' limit 1')).rows[0].id;
const N = 4000;
const text = `select ${ORDER_COLUMNS.sql} from "order" o where o.id=$1`;
console.log(Object.keys((await pool.query(text,[o])).rows[0]).length, 'columns');
const identity = { getTypeParser: () => (v: string) => v };
await run('prisma raw wide', N, () => db.$queryRaw`select ${ORDER_COLUMNS} from "order" o where o.id=${o}`);
await run('pg wide named', N, () => pool.query({ name: 'w', text, values: [o] }));
await run('pg wide named array identity', N, () => pool.query({ name: 'w2', text, values: [o], rowMode: 'array', types: identity as never }));
let build: ((v: any[]) => any) | undefined; const P: Record<number, (s: string) => unknown> = { 20: BigInt, 1184: (s) => new Date(s.replace(' ', 'T').replace(/\+00$/, 'Z')), 3802: JSON.parse, 23: Number, 16: (s) => s === 't' };
await run('pg wide compiled', N, async () => { const r = await pool.query({ name: 'w2', text, values: [o], rowMode: 'array', types: identity as never });
 if (!build) { const ps = r.fields.map((f: any) => P[f.dataTypeID] ?? ((s: string) => s)); build = new Function('p', 'return (v) => ({' + r.fields.map((f: any, i: number) => `${JSON.stringify(f.name)}: v[${i}]===null?null:p[${i}](v[${i}])`).join(',') + '})')(ps); }
 return r.rows.map(build as never); });
await db.$disconnect(); await pool.end();
