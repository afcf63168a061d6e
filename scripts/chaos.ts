import { parseArgs } from 'node:util';
import { runChaos } from './chaos/run-chaos.ts';
import { GUARDS, type Guard } from './chaos/take-guard-away.ts';

const HELP = `npm run chaos -- [options]: orders are lived in a house of its own while everything breaks
  --orders 60        how many lives
  --kills 15         SIGKILLs of worker, API, PostgreSQL and Temporal
  --pauses 3         SIGSTOPs of 5-15 s
  --cuts 3           the lines to PostgreSQL and Temporal are cut or go silent for 5-15 s
  --losses 10        transactions that commit while nobody hears of it
  --concurrency 8    how many lives at a time
  --seed 1           the same seed breaks the same things in the same order
  --scale 1          of the seconds of pauses and cuts
  --settle 120       seconds after the last fault in which all orders must be closed
  --without <guard>  ${GUARDS.join(', ')}: takes one guard away; the run has to fail
  --json             only the last line
The last line is JSON: how many of each were found. Exit code 1 when there is any, 2 when it could not run.`;

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
    without: { type: 'string' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) {
  console.log(HELP);
  process.exit(0);
}
const whole = (
  name: 'orders' | 'kills' | 'pauses' | 'cuts' | 'losses' | 'concurrency' | 'seed' | 'settle',
) => {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value >= 0) return value;
  console.error(`--${name} must be a whole number\n\n${HELP}`);
  process.exit(2);
};
if (values.without !== undefined && !GUARDS.includes(values.without as Guard)) {
  console.error(`There is no guard ${values.without}\n\n${HELP}`);
  process.exit(2);
}
const options = {
  orders: whole('orders'),
  kills: whole('kills'),
  pauses: whole('pauses'),
  cuts: whole('cuts'),
  losses: whole('losses'),
  concurrency: whole('concurrency'),
  seed: whole('seed'),
  scale: Number(values.scale),
  settleSeconds: whole('settle'),
  without: values.without as Guard | undefined,
};

// Ctrl-C ends the house by the exit handler of scripts/chaos/open-house.ts.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(2));

try {
  const { findings, ...ran } = await runChaos(options, (line) => values.json || console.error(line));
  for (const [check, found] of Object.entries(findings))
    for (const what of found) console.error(`${check}: ${what}`);
  const counts = Object.fromEntries(Object.entries(findings).map(([check, found]) => [check, found.length]));
  const failed = Object.values(counts).some((count) => count > 0);
  console.log(JSON.stringify({ seed: options.seed, without: options.without, ...ran, ...counts, failed }));
  process.exit(failed ? 1 : 0);
} catch (error) {
  console.error(error);
  process.exit(2);
}
