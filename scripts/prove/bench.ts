import { parseArgs } from 'node:util';

// npm run bench -- <name> [options]: measures, prints JSON lines, exits with 1 when a figure is missed.
//   matching [--json] [--sizes 1000,10000,100000] [--requests 400]    one JSON line for each size
//   api      [--json] [--rate 50] [--seconds 120] …                    --help says the rest
//   model    [--json] [--operations 100000] …                         --help says the rest
//   orders   [--json] [--orders 200] …                                --help says the rest
//   restarts [--json] [--restarts 20] [--kill]                      rolling restarts under load
//   steps    [--json] [--orders 40] …                                 --help says the rest
//   storm    [--json] [--rounds 50] [--parallel 200] …                --help says the rest
//   waiting  [--json] [--orders 2000,20000] …                          --help says the rest
const BENCHES: Record<string, (args: string[]) => Promise<boolean>> = {
  async matching(args) {
    const { values } = parseArgs({
      args,
      options: {
        json: { type: 'boolean', default: false },
        sizes: { type: 'string', default: '1000,10000,100000' },
        requests: { type: 'string', default: '400' },
      },
    });
    const { benchMatching } = await import('./bench/matching.ts');
    const sizes = values.sizes.split(',').map(Number);
    return benchMatching({ json: values.json, sizes, requests: Number(values.requests) });
  },
  async model(args) {
    return (await import('./bench/model.ts')).benchModel(args);
  },
  async orders(args) {
    return (await import('./bench/orders.ts')).benchOrders(args);
  },
  async restarts(args) {
    return (await import('./bench/restarts.ts')).benchRestarts(args);
  },
  async steps(args) {
    return (await import('./bench/steps.ts')).benchSteps(args);
  },
  async storm(args) {
    return (await import('./bench/storm.ts')).benchStorm(args);
  },
  async api(args) {
    return (await import('./bench/api.ts')).benchApi(args);
  },
  async waiting(args) {
    return (await import('./bench/waiting.ts')).benchWaiting(args);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
if (!bench) {
  console.error(`bench: which one? ${Object.keys(BENCHES).join(', ')}`);
  process.exit(2);
}
// Ctrl-C, or a kill of this process alone, ends what was started by the exit handlers of those who started it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
try {
  process.exit((await bench(args)) ? 0 : 1);
} catch (error) {
  console.error(error);
  process.exit(1);
}
