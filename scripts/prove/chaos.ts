import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run-chaos.ts';
import { runControls } from './chaos/run-controls.ts';
import { runMessages } from './chaos/run-messages.ts';
import { GUARDS, type Guard } from './chaos/take-guard-away.ts';

const HELP = `npm run chaos -- [options]: orders are lived in an instance of its own while everything breaks
  --orders 60        how many lives
  --kills 15         SIGKILLs of worker, API, PostgreSQL and Temporal
  --pauses 3         SIGSTOPs of 5-15 s
  --cuts 3           the lines to PostgreSQL and Temporal are cut or go silent for 5-15 s
  --losses 10        transactions that commit while nobody hears of it
  --concurrency 8    how many lives at a time
  --seed 1           the same seed breaks the same things in the same order
  --scale 1          of the seconds of pauses and cuts
  --settle 120       seconds after the last fault in which all orders must be closed
  --temporal dev     or cluster: the real Temporal server, its tables in the PostgreSQL that is killed
  --without <guard>  ${GUARDS.join(', ')}: takes one guard away; the run has to fail
  --controls         one short run without each guard; fails unless every one of them fails as it must
  --guards <a,b>     of --controls: only these
  --messages         instead: any shuffle of an order's messages, each told 1-5 times, ends like one clean run
  --runs 1000        of --messages
  --json             only the last line
The last line is JSON: how many of each were found. Exit code 1 when there is any (or when fewer
faults struck than were asked for), 2 when it could not run.`;

const { values } = parseArgs({
  options: {
    orders: { type: 'string', default: '60' },
    kills: { type: 'string', default: '15' },
    pauses: { type: 'string', default: '3' },
    cuts: { type: 'string', default: '3' },
    losses: { type: 'string', default: '10' },
    concurrency: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    scale: { type: 'string', default: '1' },
    settle: { type: 'string', default: '120' },
    temporal: { type: 'string', default: 'dev' },
    without: { type: 'string' },
    controls: { type: 'boolean', default: false },
    guards: { type: 'string', default: GUARDS.join(',') },
    messages: { type: 'boolean', default: false },
    runs: { type: 'string', default: '1000' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
  process.exit(0);
}
type Whole = 'orders' | 'kills' | 'pauses' | 'cuts' | 'losses' | 'concurrency' | 'seed' | 'settle' | 'runs';
const whole = (name: Whole, least = 0) => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= least) return value;
  console.error(`--${name} must be a whole number from ${least}\n\n${HELP}`);
  process.exit(2);
};
const guards = (values.without === undefined ? values.guards : values.without).split(',') as Guard[];
const unknown = guards.find((guard) => !GUARDS.includes(guard));
if (unknown !== undefined) {
  console.error(`There is no guard ${unknown}\n\n${HELP}`);
  process.exit(2);
}
if (values.temporal !== 'dev' && values.temporal !== 'cluster') {
  console.error(`--temporal ${values.temporal}: dev or cluster?`);
  process.exit(2);
}
const options = {
  temporal: values.temporal as 'dev' | 'cluster',
  orders: whole('orders', 1),
  kills: whole('kills'),
  pauses: whole('pauses'),
  cuts: whole('cuts'),
  losses: whole('losses'),
  concurrency: whole('concurrency', 1),
  seed: whole('seed'),
  scale: Number(values.scale),
  settleSeconds: whole('settle'),
  without: values.without as Guard | undefined,
};

// Ctrl-C ends the instance by the exit handler of scripts/start/start-instance.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));

const say = (line: string) => {
  if (!values.json) console.error(line);
};
try {
  process.exit((await run()) ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(2);
}

/** Prints the last line; true when all is well. */
async function run(): Promise<boolean> {
  const { seed, without } = options;
  if (values.messages) {
    const runs = whole('runs', 1);
    const passed = await runMessages({ runs, seed });
    console.log(JSON.stringify({ messages: runs, seed, failed: !passed }));
    return passed;
  }
  if (values.controls) {
    const controls = await runControls({ seed, guards, say });
    const passed = controls.every(({ failedAsItMust }) => failedAsItMust);
    console.log(JSON.stringify({ seed, controls, failed: !passed }));
    return passed;
  }
  const { findings, ...ran } = await runChaos(options, say);
  for (const [check, found] of Object.entries(findings))
    for (const what of found) console.error(`${check}: ${what}`);
  const counts = Object.fromEntries(Object.entries(findings).map(([check, found]) => [check, found.length]));
  const failed = Object.values(counts).some((count) => count > 0);
  console.log(JSON.stringify({ seed, without, ...ran, ...counts, failed }));
  return !failed;
}
