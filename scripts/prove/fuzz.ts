import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { ROLES } from '#contracts/people/roles.ts';
import { findSchemathesis } from './fuzz/find-schemathesis.ts';
import { type Fuzzed, fuzzRole } from './fuzz/fuzz-role.ts';
import { ownInstance } from './fuzz/own-instance.ts';
import { prepareData } from './fuzz/prepare-data.ts';

const HELP = `npm run fuzz -- [options]: schemathesis against the OpenAPI document, as every role in turn
  --minutes 5    in all, shared by the roles
  --seed 1       the same calls again (as far as the instance answers the same)
  --roles <a,b>  only these: guest, ${ROLES.join(', ')}
  --url <url>    a development instance that runs already, instead of one of its own
  --json         only the last line
The last line is JSON with the counts. Exit code 1 when there is a server error or a broken promise, 2 when it could not run.`;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    roles: { type: 'string', default: ['guest', ...ROLES].join(',') },
    url: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(HELP);
  process.exit(0);
}

try {
  process.exit((await fuzz()) ? 0 : 1);
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}

async function fuzz(): Promise<boolean> {
  const all = ['guest', ...ROLES] as const;
  const roles = values.roles.split(',').map((name) => {
    const role = all.find((one) => one === name);
    if (!role) throw new Error(`${name} is no role.\n\n${HELP}`);
    return role;
  });
  const [minutes, seed] = [Number(values.minutes), Number(values.seed)];
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Error(`No such number.\n\n${HELP}`);
  const program = await findSchemathesis();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'anjia-fuzz-report-'));
  const instance = values.url ? { url: values.url, stop: async () => undefined } : await ownInstance();
  const startedAt = Date.now();
  const fuzzed: Fuzzed[] = [];
  try {
    const prepared = await prepareData(instance.url);
    const seconds = Math.max(10, Math.round((minutes * 60) / roles.length));
    for (const role of roles) {
      const one = await fuzzRole({ program, url: instance.url, role, prepared, seconds, seed, folder });
      fuzzed.push(one);
      if (values.json) continue;
      console.log(`${role}: ${one.requests} requests, ${one.accepted} with right data went through`);
      for (const { title, operations } of one.failures) console.log(`  ${title}: ${operations.join(', ')}`);
    }
  } finally {
    await instance.stop();
  }
  const sum = (field: 'requests' | 'accepted' | 'serverErrors' | 'contractBreaks') =>
    fuzzed.reduce((total, one) => total + one[field], 0);
  const counts = {
    requests: sum('requests'),
    accepted: sum('accepted'),
    serverErrors: sum('serverErrors'),
    contractBreaks: sum('contractBreaks'),
  };
  const ok = counts.requests > 0 && counts.serverErrors === 0 && counts.contractBreaks === 0;
  const byRole = Object.fromEntries(fuzzed.map(({ role, requests }) => [role, requests]));
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(JSON.stringify({ fuzz: 'openapi', ok, ...counts, seed, seconds, byRole, reports: folder }));
  return ok;
}
