import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { caseTemporal } from '#activities/cases/case-temporal.ts';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import { withHeartbeats } from '#activities/worker/with-heartbeats.ts';
import { makeCurrent, versionOptions, workflowBuild } from '#activities/worker/workflow-build.ts';
import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import { openDatabase } from '#platform/database.ts';
import { type Given, type Killable, keyOf } from './key-of.ts';

// A worker with the real workflows and activities. An activity on its list stops at its crash point, before its effect
// or between its commit and its report, until the process is killed or released; or it reports while no workflow task
// is processed.
export interface CrashPoint {
  /** The order, or `<caseId>/<round>`; of `startCase` the order. */
  id: string;
  activity: Killable;
  when: 'before' | 'after' | 'reported';
}
export type ToWorker = { arm: CrashPoint } | { release: true } | { drain: true };
export type FromWorker =
  | { ready: true }
  | { drained: true }
  | { armed: CrashPoint }
  | { reached: CrashPoint; key: string };

const { DATABASE_URL, TEMPORAL_ADDRESS, TASK_QUEUE, ANJIA_SECRET, WORKFLOW_BUNDLE, CRASH_POINTS } =
  process.env;
const crashPoints = JSON.parse(CRASH_POINTS ?? '[]') as CrashPoint[];
const tell = (message: FromWorker) => process.send?.(message);
let release = () => {};
const released = new Promise<void>((resolve) => {
  release = resolve;
});
let letReport = () => {};
const mayReport = new Promise<void>((resolve) => {
  letReport = resolve;
});
process.on('message', (message: ToWorker) => {
  if ('release' in message) return release();
  if ('drain' in message) return void drain();
  crashPoints.push(message.arm);
  tell({ armed: message.arm });
});
// The test process has ended: nobody would stop this one.
process.on('disconnect', () => process.exit());

const database = openDatabase({ url: DATABASE_URL!, max: 10, component: 'dying-worker' });
const client = new Client({ connection: await Connection.connect({ address: TEMPORAL_ADDRESS! }) });
const activities = createActivities({
  cases: { temporal: caseTemporal(client), taskQueue: TASK_QUEUE! },
  database,
  secret: ANJIA_SECRET!,
  heartbeatMs: 1_000,
  gateway: outboxGateway(database),
  tellBounced: async () => undefined,
});
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS! });
const { workflowBundle, buildId } = await workflowBuild(WORKFLOW_BUNDLE);
const worker = await Worker.create({
  connection,
  taskQueue: TASK_QUEUE!,
  workflowBundle,
  ...versionOptions(buildId),
  // A stopped activity still sends heartbeats.
  activities: withHeartbeats(
    Object.fromEntries(
      Object.entries(activities).map(([name, effect]) => [name, atTheCrashPoint(name, effect as Effect)]),
    ),
  ),
  // An attempt that timed out keeps its slot.
  maxConcurrentActivityTaskExecutions: 500,
  // Tasks of a killed worker soon reach the next one.
  stickyQueueScheduleToStartTimeout: '1 second',
});
const running = worker.run();
await makeCurrent({ connection, namespace: 'default', buildId });
tell({ ready: true });
await running;

/** No new task is taken, and what still runs may report: its workflow does not hear of it. */
async function drain(): Promise<void> {
  worker.shutdown();
  while (worker.getState() !== 'DRAINING') await new Promise((resolve) => setTimeout(resolve, 20));
  tell({ drained: true });
  letReport();
}

type Effect = (given: Given) => Promise<unknown>;
function atTheCrashPoint(activity: string, effect: Effect): Effect {
  return async (given) => {
    const mine = crashPoints.filter((b) => b.activity === activity);
    const id = mine.length > 0 ? await subjectOf(activity, given) : undefined;
    const crashPoint = mine.find((b) => b.id === id);
    if (!crashPoint) return effect(given);
    const reached = () => tell({ reached: crashPoint, key: keyOf(activity, given) });
    const stop = async () => {
      reached();
      await released;
    };
    if (crashPoint.when === 'before') await stop();
    const result = await effect(given);
    if (crashPoint.when === 'after') await stop();
    if (crashPoint.when === 'reported') {
      reached();
      await mayReport;
    }
    return result;
  };
}

/** The order or case whose workflow asks for it; the first round of a case. */
async function subjectOf(activity: string, { step, caseId }: Given): Promise<string | null | undefined> {
  if (step) return 'orderId' in step ? step.orderId : step.id;
  if (activity !== 'startCase') return caseSubjectId(caseId!, 1);
  return (await database.models.case.findUnique({ where: { id: caseId! } }))?.orderId;
}
