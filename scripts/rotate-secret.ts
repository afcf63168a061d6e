import { parseArgs } from 'node:util';
import { openDatabase } from '#platform/database.ts';
import { envOrExit, secretOf } from '#platform/env.ts';
import { renewPhoneHashes } from './rotate/renew-phone-hashes.ts';

const HELP = `npm run rotate-secret -- [options]: makes what is stored under an older ANJIA_SECRET anew with the newest
  --batch 500   people in one transaction
  --check       only counts what is still old; exit code 1 when there is any
  --json        only the last line
Needs DATABASE_URL, ANJIA_SECRET (the new one) and ANJIA_SECRETS_BEFORE (the old ones). It may run beside an instance that
has the same settings, be stopped and run again. Before and after it: docs/runbook.md, Secrets. The last line is JSON.`;

const { values } = parseArgs({
  options: {
    batch: { type: 'string', default: '500' },
    check: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const batch = Number(values.batch);
if (values.help || !(Number.isInteger(batch) && batch > 0 && batch <= 10_000)) {
  console.log(HELP);
  process.exit(values.help ? 0 : 2);
}
const env = envOrExit('rotate');
const database = openDatabase({ url: env.DATABASE_URL, max: 1, component: 'rotate' });
try {
  const renewed = await renewPhoneHashes({
    database,
    secret: secretOf(env),
    batch,
    looksOnly: values.check,
    told: ({ people, renewed: n }) => values.json || console.error(`${people} people looked at, ${n} old`),
  });
  const { renewed: old, ...others } = renewed;
  const said = values.check ? { people: others.people, old } : renewed;
  console.log(JSON.stringify({ rotate: values.check ? 'check' : 'renew', ...said }));
  if (values.check && old > 0) process.exitCode = 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
} finally {
  await database.close();
}
