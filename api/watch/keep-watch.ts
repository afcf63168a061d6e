import type { Client } from '@temporalio/client';
import { Counter } from 'prom-client';
import { STUCK_KINDS, type Stuck, type StuckKind } from '#contracts/watch/stuck.ts';
import type { Database } from '#platform/database.ts';
import { inTime } from '#platform/in-time.ts';
import type { Logger } from '#platform/logger.ts';
import { temporalAnswers } from '#platform/temporal.ts';
import { watchWorkers } from './awake-workers.ts';
import { databaseFault } from './database-fault.ts';
import { failingSteps, failingWorkflows } from './failing-workflows.ts';
import { showInstance, showStuck } from './instance-numbers.ts';
import { stuckOrders } from './stuck-orders.ts';

const failures = new Counter({
  name: 'anjia_watch_failures_total',
  help: 'Questions of the watch that got no answer although their server answers, by question',
  labelNames: ['question'],
});
const QUESTIONS = ['failingWorkflows', 'stuckOrders', 'instance', 'workers', 'failingSteps'] as const;
// Initialised with zero, so that the first failure counts as an increase.
for (const question of QUESTIONS) failures.inc({ question }, 0);

/** A slow query to one server must not delay the others. */
const PATIENCE_MS = 4_000;

export interface Watch {
  /** The blocked subjects of the last round. */
  stuck(): Stuck[];
  stop(): Promise<void>;
}
interface Watching {
  database: Database;
  client: Client;
  taskQueue: string;
  heartbeatMs: number;
  everyMs: number;
  logger: Pick<Logger, 'warn' | 'info'>;
}

/**
 * Looks for blocked subjects, for the board and the metrics. It runs in the API and stores nothing: the process that
 * answers ops also sees that worker, Temporal or database is missing, and nothing it reports can be outdated.
 */
export function keepWatch(input: Watching): Watch {
  let seen: Stuck[] = [];
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const missingWorkers = watchWorkers(input);
  const round = async (): Promise<void> => {
    const now = await look({ ...input, missingWorkers, seen });
    // A problem without its own start time began when it was first seen.
    seen = now.map((one) => ({ ...one, since: before(seen, one)?.since ?? one.since }));
    tell(input.logger, seen);
    showStuck(seen);
    if (!stopped) timer = setTimeout(() => (looking = round()), input.everyMs);
  };
  let told = new Set<string>();
  const tell = (logger: Watching['logger'], stuck: Stuck[]): void => {
    const names = new Set(stuck.map(nameOf));
    for (const one of stuck) if (!told.has(nameOf(one))) logger.warn({ ...one }, 'blocked');
    for (const name of told) if (!names.has(name)) logger.info({ stuck: name }, 'no longer blocked');
    told = names;
  };
  let looking = round();
  return {
    stuck: () => seen,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

/** Everything that is blocked now. Queries to an unavailable server are skipped: its outage is reported instead. */
async function look(
  input: Omit<Watching, 'everyMs'> & { missingWorkers: () => Promise<Stuck[]>; seen: Stuck[] },
): Promise<Stuck[]> {
  const { database, client } = input;
  const [fault, hasTemporal] = await Promise.all([
    databaseFault(database, within),
    temporalAnswers(client, PATIENCE_MS),
  ]);
  const hasDatabase = fault === null;
  const down = (kind: StuckKind, reason: string): Stuck => ({
    kind,
    orderId: null,
    caseId: null,
    reason,
    since: new Date().toISOString(),
  });
  const found: Stuck[] = [
    ...(hasDatabase ? [] : [down('databaseDown', fault)]),
    ...(hasTemporal ? [] : [down('temporalDown', 'noAnswer')]),
  ];
  // A query that fails although its server answers is repeated in the next round; until then its last result counts.
  // One that always fails (an older server does not know it) is visible in the metric, because the board would show
  // nothing.
  const ask = async (
    question: (typeof QUESTIONS)[number],
    kinds: StuckKind[],
    answer: () => Promise<Stuck[]>,
  ): Promise<void> => {
    try {
      found.push(...(await within(answer())));
    } catch (error) {
      failures.inc({ question });
      input.logger.warn({ err: error, question }, 'a query of the watch failed');
      found.push(...input.seen.filter(({ kind }) => kinds.includes(kind)));
    }
  };
  const questions: Promise<void>[] = [];
  if (hasTemporal)
    questions.push(ask('failingWorkflows', ['nonDeterminism'], () => failingWorkflows(client)));
  if (hasDatabase) {
    questions.push(
      ask('stuckOrders', ['notStarted', 'deadlinePassed', 'unsigned', 'noCheckIn', 'noticeBounced'], () =>
        stuckOrders(database),
      ),
      ask('instance', [], () => showInstance(database).then(() => [])),
    );
  }
  if (hasDatabase && hasTemporal) {
    questions.push(
      ask('workers', ['noPollers'], input.missingWorkers),
      ask('failingSteps', ['retryStorm'], () => failingSteps(client, database)),
    );
  }
  await Promise.all(questions);
  // Without Temporal or a worker nothing can be started: this is reported instead, and after it returns the orders
  // start.
  const noneStarts = found.some(
    ({ kind, orderId, caseId }) =>
      kind === 'temporalDown' || (kind === 'noPollers' && orderId === null && caseId === null),
  );
  const told = noneStarts ? found.filter(({ kind }) => kind !== 'notStarted') : found;
  return told.sort((a, b) => STUCK_KINDS.indexOf(a.kind) - STUCK_KINDS.indexOf(b.kind));
}

const nameOf = ({ kind, orderId, caseId }: Stuck): string => `${kind} ${caseId ?? orderId ?? ''}`;

const SINCE_SEEN: readonly StuckKind[] = ['databaseDown', 'temporalDown', 'nonDeterminism'];
const before = (seen: Stuck[], one: Stuck): Stuck | undefined =>
  SINCE_SEEN.includes(one.kind) ? seen.find((old) => nameOf(old) === nameOf(one)) : undefined;

const within = <T>(work: PromiseLike<T>): Promise<T> =>
  inTime(work, PATIENCE_MS, `no answer within ${PATIENCE_MS} ms`);
