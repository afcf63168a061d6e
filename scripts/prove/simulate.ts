import { parseArgs } from 'node:util';
import { createClient } from '#contracts/client.ts';
import { runningInstance } from '#scripts/start/running-instance.ts';
import { openCast, PATIENCE_MS } from './simulate/people.ts';
import { planOrders, SCRIPTS, type Script } from './simulate/plan.ts';
import { type LifeResult, runLives, tally } from './simulate/run.ts';

const HELP = `npm run simulate -- [options]: whole order lives through the public HTTP API of a development server
  --orders 20        how many
  --concurrency 5    how many at a time
  --seed 1           the same seed gives the same plans
  --url <address>    where; else ANJIA_URL, else the instance that runs here
  --instance <name>     start or cluster, when both run here
  --limit 300        seconds after which one order counts as stuck
  --no-faults        happy paths only: nobody declines, cancels, stays silent or clicks twice
  --script <name>    every order lives this one: ${Object.keys(SCRIPTS).join(', ')}
  --json             only the last line, no progress`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '20' },
    concurrency: { type: 'string', default: '5' },
    seed: { type: 'string', default: '1' },
    url: { type: 'string' },
    instance: { type: 'string' },
    limit: { type: 'string', default: '300' },
    'no-faults': { type: 'boolean', default: false },
    script: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
  process.exit(0);
}

const whole = (name: 'orders' | 'concurrency' | 'seed' | 'limit', least: number): number => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`--${name} must be a whole number from ${least}\n\n${HELP}`);
  process.exit(2);
};
const orders = whole('orders', 1);
const concurrency = whole('concurrency', 1);
if (values.script !== undefined && !Object.hasOwn(SCRIPTS, values.script)) {
  console.error(`There is no script ${values.script}\n\n${HELP}`);
  process.exit(2);
}
const plans = planOrders({
  script: values.script as Script | undefined,
  orders,
  seed: whole('seed', 0),
  faults: !values['no-faults'],
});
const limitMs = whole('limit', 1) * 1000;
const url = whereTo().replace(/\/$/, '');

function whereTo(): string {
  try {
    if (values.url) return values.url;
    if (process.env.ANJIA_URL && !values.instance) return process.env.ANJIA_URL;
    return runningInstance({ asked: values.instance }).url;
  } catch (error) {
    console.error(`${(error as Error).message} Or give its address: --url`);
    process.exit(2);
  }
}

const say = (line: string) => {
  if (!values.json) console.error(line);
};
const tell = (r: LifeResult) =>
  say(
    `${r.problems.length ? '✗' : '✓'} ${String(r.plan.index + 1).padStart(3)} ${(r.orderId || 'not placed').padEnd(17)} ` +
      `${r.plan.script.padEnd(18)} ${(r.ending ?? 'open').padEnd(16)} ${r.seconds.toFixed(1).padStart(6)} s` +
      `${r.extended ? '  deadline extended' : ''}${r.problems.map((p) => `\n      ${p}`).join('')}`,
  );

const started = Date.now();
try {
  const [cast, catalogue] = await Promise.all([
    openCast({ url }),
    createClient({ baseUrl: url, patienceMs: PATIENCE_MS })('catalogue', {}),
  ]);
  say(`${orders} orders at ${url}, ${concurrency} at a time, seed ${values.seed}`);
  const results = await runLives({ plans, cast, catalogue, concurrency, limitMs, told: tell });
  const total = tally(results, (Date.now() - started) / 1000);
  // Defects go to stderr even with --json: the one line on stdout says how many, these say which.
  if (values.json)
    for (const r of results)
      if (r.problems.length) console.error(`${r.orderId} ${r.plan.script}: ${r.problems.join(' | ')}`);
  console.log(JSON.stringify(total));
  process.exitCode = total.failed === 0 && total.closed === total.orders ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log(
    JSON.stringify({
      orders,
      closed: 0,
      endings: {},
      failed: orders,
      seconds: (Date.now() - started) / 1000,
    }),
  );
  process.exitCode = 1;
}
