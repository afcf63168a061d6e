import { createClient } from '#contracts/client.ts';
import { runningInstance } from '#scripts/start/running-instance.ts';
import { WrongOption } from './frame/options.ts';
import { runScript } from './frame/run-tool.ts';
import { defineTool } from './frame/tool.ts';
import { openCast, PATIENCE_MS } from './simulate/people.ts';
import { planOrders, SCRIPTS, type Script } from './simulate/plan.ts';
import { type LifeResult, runLives, tally } from './simulate/run.ts';

const SCRIPT_NAMES = Object.keys(SCRIPTS) as Script[];

const simulate = defineTool({
  about: 'whole order lives through the public HTTP API of a development server',
  options: {
    orders: { kind: 'whole', help: 'how many', default: 20, atLeast: 1 },
    concurrency: { kind: 'whole', help: 'how many at a time', default: 5, atLeast: 1 },
    seed: { kind: 'whole', help: 'the same seed gives the same plans', default: 1 },
    url: { kind: 'text', help: 'where; else ANJIA_URL, else the instance that runs here' },
    instance: { kind: 'text', help: 'start or cluster, when both run here' },
    limit: {
      kind: 'whole',
      help: 'seconds after which one order counts as stuck',
      default: 300,
      atLeast: 1,
    },
    'no-faults': {
      kind: 'flag',
      help: 'happy paths only: nobody declines, cancels, stays silent or clicks twice',
    },
    script: {
      kind: 'text',
      help: `every order lives this one: ${SCRIPT_NAMES.join(', ')}`,
      oneOf: SCRIPT_NAMES,
    },
  },
  notes: 'The last line is JSON. Exit code 1 when an order failed or stayed open.',
  async run({ values, json, say, complain, print }) {
    const { orders, concurrency, seed, script, limit } = values;
    const plans = planOrders({ script, orders, seed, faults: !values['no-faults'] });
    const url = addressOf(values);
    const startedAt = Date.now();
    const seconds = () => (Date.now() - startedAt) / 1000;
    try {
      const [cast, catalogue] = await Promise.all([
        openCast({ url }),
        createClient({ baseUrl: url, patienceMs: PATIENCE_MS })('catalogue', {}),
      ]);
      say(`${orders} orders at ${url}, ${concurrency} at a time, seed ${seed}`);
      const told = (result: LifeResult) => say(lineOf(result));
      const results = await runLives({ plans, cast, catalogue, concurrency, limitMs: limit * 1000, told });
      // Defects go to stderr even with --json: the one line on stdout says how many, these say which.
      for (const { orderId, plan, problems } of json ? results : [])
        if (problems.length) complain(`${orderId} ${plan.script}: ${problems.join(' | ')}`);
      const total = tally(results, seconds());
      print(total);
      return total.failed === 0 && total.closed === total.orders;
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
      print({ orders, closed: 0, endings: {}, failed: orders, seconds: seconds() });
      return false;
    }
  },
});

function addressOf(values: { url: string | undefined; instance: string | undefined }): string {
  const { url = values.instance ? undefined : process.env.ANJIA_URL, instance } = values;
  if (url) return url.replace(/\/$/, '');
  try {
    return runningInstance({ asked: instance }).url;
  } catch (error) {
    throw new WrongOption(`${(error as Error).message} Or give its address: --url`);
  }
}

const lineOf = ({ plan, orderId, ending, seconds, extended, problems }: LifeResult): string =>
  `${problems.length ? '✗' : '✓'} ${String(plan.index + 1).padStart(3)} ${(orderId || 'not placed').padEnd(17)} ` +
  `${plan.script.padEnd(18)} ${(ending ?? 'open').padEnd(16)} ${seconds.toFixed(1).padStart(6)} s` +
  `${extended ? '  deadline extended' : ''}${problems.map((problem) => `\n      ${problem}`).join('')}`;

await runScript('simulate', simulate);
