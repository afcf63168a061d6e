import { runNamed, type Tools } from './frame/run-named.ts';
import { runProcess } from './frame/run-tool.ts';

/** Every bench by its name on the command line, loaded when it is asked for. */
const BENCHES: Tools = {
  api: async () => (await import('./bench/api.ts')).benchApi,
  matching: async () => (await import('./bench/matching.ts')).benchMatching,
  model: async () => (await import('#tests/model/bench-model.ts')).benchModel,
  orders: async () => (await import('./bench/orders.ts')).benchOrders,
  restarts: async () => (await import('./bench/restarts.ts')).benchRestarts,
  steps: async () => (await import('./bench/steps.ts')).benchSteps,
  storm: async () => (await import('./bench/storm.ts')).benchStorm,
  waiting: async () => (await import('./bench/waiting.ts')).benchWaiting,
};

await runProcess((argv, printer) =>
  runNamed({ script: 'bench', plural: 'Benches', tools: BENCHES, argv, printer }),
);
