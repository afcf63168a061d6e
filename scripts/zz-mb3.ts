import pg from 'pg';
import { readFileSync } from 'node:fs';
import { cpuNanos } from '#scripts/bench/cpu-by-thread.ts';
const house = JSON.parse(readFileSync('/tmp/h/ready.json','utf8'));
for (const [name, url] of [['tcp', house.databaseUrl], ['uds', readFileSync('/tmp/mburl','utf8').trim()], ['tcp', house.databaseUrl], ['uds', readFileSync('/tmp/mburl','utf8').trim()]] as const) {
const pool = new pg.Pool({ connectionString: url, max: 2 });
const o = (await pool.query('select id from "order" limit 1')).rows[0].id;
const clock = cpuNanos({ postgres: house.pids.postgres });
const f = () => pool.query({ name: 'a', text: 'select id, version, stage from "order" where id=$1', values: [o] });
for (let i = 0; i < 1500; i++) await f();
const N = 6000; const p0 = clock()['postgres: anjia'] ?? 0; const c0 = process.cpuUsage(); const t0 = performance.now();
for (let i = 0; i < N; i++) await f();
const c = process.cpuUsage(c0); const t = performance.now() - t0; const p = (clock()['postgres: anjia'] ?? 0) - p0;
console.log(name, 'node us', ((c.user + c.system) / N).toFixed(0), 'pg us', (p / N / 1e3).toFixed(0), 'wall', (t / N * 1e3).toFixed(0));
await pool.end(); }
