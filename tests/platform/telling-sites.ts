import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inProject } from '#scripts/setup/places.mjs';

/** The job that repeats a message to a workflow when a crash came between the commit and the message. */
export type Repeat =
  /**
   * A periodic job of the worker, named by the function it calls; and the test in which the first message fails and
   * this job sends it.
   */
  | { worker: string; proof: [file: string, title: string] }
  /** The client, with the same key, after a 503: what was committed before is no state of the order. */
  | { caller: string; proof: [file: string, title: string] }
  /** Only passes on what one of the others says. */
  | { passes: string };

// Messages that the API sends and the worker repeats, with the same proof.
const STARTED_AGAIN: Repeat = {
  worker: 'startWaitingOrders',
  proof: ['tests/activities/worker/worker.test.ts', 'starts an order whose API died'],
};
const PAID_AGAIN: Repeat = {
  worker: 'tellUntoldPayments',
  proof: [
    'tests/api/money/money.test.ts',
    'a report that nobody could pass on: the worker tells the order, once',
  ],
};
const UNFIT_AGAIN: Repeat = {
  worker: 'sweepCertificates',
  proof: ['tests/activities/cases/fitness.test.ts', 'an order that cannot be told is told in the next round'],
};

const RELAYED_AGAIN: Repeat = {
  // Bounced: told before the delivery is marked as failed, by a relay that the worker keeps running.
  worker: 'client.workflow.start',
  proof: [
    'tests/activities/notices/relay-notices.test.ts',
    'every channel fails → the order is told once; a telling that fails',
  ],
};
const CASE_STARTED_AGAIN: Repeat = {
  worker: 'sweepCases',
  proof: ['tests/workflows/case/case-life.test.ts', 'a case that nobody started → the sweep starts it'],
};

/** Every place outside workflows that sends a message to a workflow: file, call, how often, and what repeats it. */
export const TELLING_SITES: Record<string, { calls: Record<string, number>; repeat: Repeat }> = {
  // The one port of the API, and what goes through it.
  'api/messages/temporal.ts': {
    calls: { 'workflow.start': 1, executeUpdate: 1, startUpdate: 1, signal: 1 },
    repeat: { passes: 'api/writes and api/messages/tell.ts' },
  },
  'api/messages/tell.ts': {
    calls: { 'temporal.update': 1 },
    repeat: {
      // A note, the evidence of a code, the claim of a key: each under the call's own id, and nobody reads it alone.
      caller: 'the same key',
      proof: ['tests/kills/unanswered-calls.test.ts', 'the same key afterwards: the answer of then'],
    },
  },
  'api/messages/start-workflow.ts': {
    calls: { 'temporal.start': 1 },
    repeat: STARTED_AGAIN,
  },
  'api/money/writes/record-payment-report.ts': {
    calls: { signal: 1 },
    repeat: PAID_AGAIN,
  },
  'api/calendars/writes/tell-unfit.ts': {
    calls: { signal: 1 },
    repeat: UNFIT_AGAIN,
  },
  // The worker's own chores.
  'activities/money/tell-paid.ts': {
    calls: { signal: 1 },
    repeat: PAID_AGAIN,
  },
  'activities/helpers/unfit-helpers.ts': {
    calls: { signal: 1 },
    repeat: UNFIT_AGAIN,
  },
  'activities/orders/start-waiting-orders.ts': {
    calls: { 'workflow.start': 1 },
    repeat: STARTED_AGAIN,
  },
  'activities/start-chores.ts': {
    // The relay itself: a singleton that the worker keeps running.
    calls: { 'workflow.start': 1 },
    repeat: RELAYED_AGAIN,
  },
  'activities/tell-orders.ts': {
    // Of a bounced notice, of an unfit helper, of a payment: their chores come here.
    calls: { signal: 1 },
    repeat: RELAYED_AGAIN,
  },
  // The port of cases, and what goes through it: an activity is repeated until it succeeds, and the sweep does the rest.
  'activities/cases/case-temporal.ts': {
    calls: { executeUpdate: 1, signal: 1, 'workflow.start': 1 },
    repeat: { passes: 'activities/cases/links.ts and activities/cases/sweep-cases.ts' },
  },
  'activities/cases/links.ts': { calls: { 'temporal.start': 1 }, repeat: CASE_STARTED_AGAIN },
  'activities/cases/sweep-cases.ts': { calls: { 'temporal.start': 1 }, repeat: CASE_STARTED_AGAIN },
  'api/cases/writes/start-case-workflow.ts': { calls: { 'temporal.start': 1 }, repeat: CASE_STARTED_AGAIN },
};

const CALLS = [
  // Whatever they are called on: a handle, a port, a function that was handed in.
  /\??\.\s*(signal|signalWithStart|executeUpdate|startUpdate|executeUpdateWithStart|startUpdateWithStart)\s*(?=[(<])/g,
  /\b((?:workflow|temporal|schedule)\s*\??\.\s*(?:start|execute|update))\s*(?=[(<])/g,
  /\.\s*((?:signal|start|update|signalWithStart)WorkflowExecution)\s*(?=[(<])/g,
  // Taken apart first, called later.
  /\{[^{}]*\b(signal|executeUpdate|startUpdate|start|update)\b[^{}]*\}\s*=\s*[^;\n]*\b(?:temporal|handle|getHandle|workflow)\b/g,
];

/** The calls in a source text that send a message to a workflow, by their names. */
export function tellingCalls(source: string): Record<string, number> {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '$1');
  const found: Record<string, number> = {};
  for (const pattern of CALLS)
    for (const [, name = ''] of code.matchAll(pattern)) {
      const call = name.replace(/\s|\?/g, '');
      found[call] = (found[call] ?? 0) + 1;
    }
  return found;
}

/** All sources of the running system outside of workflows. */
export function sources(): Map<string, string> {
  const files = ['api', 'activities', 'platform'].flatMap((folder) =>
    readdirSync(inProject(folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.posix.join(folder, name.split(path.sep).join('/'))),
  );
  return new Map(files.map((file) => [file, readFileSync(inProject(file), 'utf8')]));
}

/** What the worker does again and again: the bodies of its `every(…)`. */
export const choresOf = (worker: string): string[] =>
  [...worker.matchAll(/= every\([\d_]+, async \(\) => \{\n([\s\S]*?)\n {2}\}\);/g)].map(([, body]) => body!);
