import { readFileSync } from 'node:fs';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
const house = JSON.parse(readFileSync('/tmp/h/ready.json','utf8'));
async function run(name: string, n: number, f: () => Promise<unknown>) {
  for (let i = 0; i < 500; i++) await f();
  const c0 = process.cpuUsage(); const t0 = performance.now();
  for (let i = 0; i < n; i++) await f();
  const c = process.cpuUsage(c0); const t = performance.now() - t0;
  console.log(name.padEnd(40), 'cpu us/op', ((c.user + c.system) / n).toFixed(0), 'sys', (c.system/n).toFixed(0), 'wall us', (t * 1000 / n).toFixed(0));
}
const js = await Connection.connect({ address: house.temporalAddress });
const a = new Client({ connection: js });
const sys = (c: any) => () => c.workflowService.getSystemInfo({});
await run('js getSystemInfo', 2000, sys(js));
const nat = await NativeConnection.connect({ address: house.temporalAddress });
await run('native getSystemInfo', 2000, sys(nat));
const b = new Client({ connection: nat as never });
const list = []; for await (const w of a.workflow.list({ pageSize: 5 })) { list.push(w.workflowId); if (list.length > 3) break; }
await run('js describe', 1000, () => a.workflow.getHandle(list[0]!).describe());
await run('native describe', 1000, () => b.workflow.getHandle(list[0]!).describe());
process.exit(0);
