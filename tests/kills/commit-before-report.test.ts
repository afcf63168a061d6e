import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import { type CaseOutcome, caseSubjectId, caseWorkflowId } from '#contracts/cases/case-subject.ts';
import { workflowIdOf } from '#contracts/names.ts';
import { type Report as InstanceReport, verifyInstance } from '#scripts/verify/verify-instance.ts';
import { aFixture, type Fixture, SECRET, tenOClock } from '#tests/support/a-fixture.ts';
import { aLivingOrder, type LivingOrder, type Said } from '#tests/support/a-living-order.ts';
import { NO_CASES } from '#tests/support/no-cases.ts';
import { aTaskQueue, workflowBundle } from '#tests/support/temporal.ts';
import { waitUntil } from '#tests/support/wait-until.ts';
import { anOutage } from '#tests/support/watch/rows.ts';
import { aMortalTemporal, type MortalTemporal } from './a-mortal-temporal.ts';
import { CASE_KILLS } from './case-kills.ts';
import { KILLS, type KillCase } from './cases.ts';
import type { CrashPoint } from './dying-worker.ts';
import type { Killable } from './key-of.ts';
import { runCommand } from './run-command.ts';
import { type DyingWorker, startDyingWorker } from './start-dying-worker.ts';
import { whatWasReported } from './what-was-reported.ts';

/** One order or case at the crash point of one activity. `forgetful`: the database forgets the key, so the guard is off. */
interface Life extends KillCase {
  crashPoint: CrashPoint;
  forgetful: boolean;
  order: LivingOrder;
  /** The subject whose history contains the activity. */
  workflowId: string;
  key: string;
  triggered: Promise<Said>;
  unanswered: Promise<Said>;
  /** What the database had when the worker was killed. */
  atTheKill: { committed: boolean; version: number; heard: boolean };
  said: { trigger: Said; meanwhile: Said };
}

let fixture: Fixture;
let server: MortalTemporal;
let client: Client;
let worker: DyingWorker | undefined;
let verified: InstanceReport;
const lives: Life[] = [];
const folder = mkdtempSync(path.join(tmpdir(), 'anjia-kills-'));
const taskQueue = aTaskQueue();
const ALL = { ...KILLS, ...CASE_KILLS };
const names = Object.keys(ALL) as (keyof typeof ALL)[];
const points = names.flatMap((activity) =>
  (['before', 'after', 'reported'] as const).map((when) => ({ activity, when, forgetful: false })),
);
const lifeOf = (activity: string, when: string, forgetful = false): Life =>
  lives.find(
    (l) => l.crashPoint.activity === activity && l.crashPoint.when === when && l.forgetful === forgetful,
  )!;

// All orders stop at their crash points at the same time, so that one kill hits every point: two starts of the worker
// instead of fifty. Temporal is killed as well: what it had not persisted when a transition committed is lost.
beforeAll(async () => {
  [fixture, server] = await Promise.all([aFixture({ max: 10 }), aMortalTemporal()]);
  client = server.client;
  worker = await aWorker();
  const forgotten = { activity: 'bookHelper', when: 'after', forgetful: true } as const;
  await inLanes([...points, forgotten], prepare);
  await inLanes(lives, runToCrashPoint);
  await worker.drain();
  await inLanes(lives, reported);
  await inLanes(lives, rememberSignals);
  await Promise.all([worker.kill(), server.kill()]);
  await inLanes(lives, remember);
  await forget(lifeOf('bookHelper', 'after', true));

  // No worker runs now, and people continue to send messages.
  await server.start();
  const sent = lives.map(async (life) => {
    const other = await life.meanwhile(life.order);
    life.unanswered = other.answer;
    return other;
  });
  // The server gets all messages before the new worker has read the report; a later message would be another case.
  for (const { arrived } of await Promise.all(sent)) await waitUntil('the message has arrived', arrived);
  const undone = lives.filter(({ crashPoint }) => crashPoint.when !== 'reported');
  worker = await aWorker(undone.map(({ crashPoint }) => ({ ...crashPoint, when: 'before' })));
  await Promise.all(sent.map(async (one) => (await one).accepted));
  worker.release();

  await inLanes(lives, async (life) => {
    if (life.forgetful) return;
    await life.triggered;
    await life.afterwards?.(life.order);
    life.said = { trigger: await life.triggered, meanwhile: await life.unanswered };
  });
  await lifeOf('bookHelper', 'after', true).order.reaches({ needsOpsReason: 'bookHelper: StaleVersion' });
  verified = await verifyInstance({ databaseUrl: fixture.appUrl, client, patienceMs: 3_000 });
}, 480_000);

afterAll(async () => {
  // Callers who still wait get the error that the order is gone, before the server stops.
  const forgotten = lifeOf('bookHelper', 'after', true);
  await forgotten?.order.handle.terminate();
  await Promise.allSettled([forgotten?.triggered, forgotten?.unanswered]);
  await worker?.kill();
  await server?.close();
  await fixture?.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('worker and Temporal are killed at an activity, and a different message comes before anybody hears of it', () => {
  test('every activity of orders and cases is killed before its commit, after it, and after its report', () => {
    const { relayNotices: _, ...all } = createActivities({
      cases: NO_CASES,
      database: fixture.database,
      secret: SECRET,
      heartbeatMs: 1_000,
      gateway: outboxGateway(fixture.database),
      tellBounced: async () => undefined,
    });
    const { decideCase: __, ...killed } = all;
    expect(names.toSorted()).toEqual(Object.keys(killed).toSorted());
    expect(lives).toHaveLength(3 * names.length + 1);
  });

  describe.each(points)('$activity, $when', ({ activity, when }) => {
    const committed = when !== 'before';

    test(`the kill met it ${committed ? 'committed and not heard of' : 'before it had any effect'}`, () => {
      expect(lifeOf(activity, when).atTheKill.committed).toBe(committed);
    });

    test('the other message entered the history before the workflow heard of the transition', async () => {
      const { workflowId, key } = lifeOf(activity, when);
      const { reports, updates } = await whatWasReported(client, workflowId);
      const report = reports.find((r) => r.key === key)!;
      if (when === 'reported') {
        // The report is in the history, and no workflow task had read it when everything was killed.
        expect(lifeOf(activity, when).atTheKill.heard).toBe(false);
        // The server may give the report to the new worker a moment before the message: then what the workflow has heard
        // refuses it at the door, and it leaves no trace. The test below counts how many that were.
        if (!updates.some((u) => u.eventId > report.eventId))
          expect(lifeOf(activity, when).said.meanwhile).not.toBe('ok');
        return;
      }
      expect(report.attempt).toBeGreaterThan(1);
      const before = updates.filter((u) => u.eventId < report.eventId);
      expect(before.length).toBeGreaterThan(0);
    });

    test('the first message wins, the other is answered by what is true now', () => {
      const { said, answers } = lifeOf(activity, when);
      expect(said).toEqual(answers);
    });

    test('workflow and database agree on the order', async () => {
      const { order, leadsTo } = lifeOf(activity, when);
      const row = await order.row();
      expect(row).toMatchObject(leadsTo);
      if (leadsTo.stage === 'closed') {
        const { ending, version } = await order.handle.result();
        expect({ ending, version }).toEqual({ ending: row.ending, version: row.version });
        return;
      }
      const view = await order.view();
      const { stage, version, helperId, ending, needsOps } = row;
      expect(view).toMatchObject({ stage, version, helperId, ending, needsOps });
    });

    test('its cases were each decided once, and their workflows agree', async () => {
      const { order } = lifeOf(activity, when);
      const { models } = fixture.database;
      for (const row of await models.case.findMany({
        where: { orderId: order.id },
        include: { decisions: true },
      })) {
        const handle = client.workflow.getHandle<() => Promise<CaseOutcome>>(
          caseWorkflowId(row.id, row.round),
        );
        expect(await handle.result()).toMatchObject({ ending: 'decided', version: row.version });
        expect(row.decisions.map(({ decision }) => decision)).toEqual([row.decision]);
        const applied = await models.orderEvent.findMany({
          where: { orderId: order.id, kind: 'caseDecided' },
        });
        expect(applied.map(({ payload }) => payload)).toMatchObject([{ decision: row.decision }]);
      }
    });

    test('what the workflow was told is what the database keeps, one row for each key', async () => {
      const { order, subject, workflowId } = lifeOf(activity, when);
      const { reports } = await whatWasReported(client, workflowId);
      // A deadline that nothing moved writes nothing.
      const told = reports.filter(
        (r) => r.isTransition && (r.result as { extendedTo?: unknown }).extendedTo !== null,
      );
      const where = subject
        ? { subject, subjectId: caseSubjectId((await order.case()).id, 1) }
        : { orderId: order.id };
      const kept = await fixture.database.models.transition.findMany({ where });
      expect(Object.fromEntries(kept.map((row) => [row.key, row.result]))).toEqual(
        Object.fromEntries(told.map((r) => [r.key, r.result])),
      );
      expect(kept).toHaveLength(told.length);
    });

    test('one slot while there is a helper, none of a closed order, and money moved once', async () => {
      const { order, leadsTo, charged = [] } = lifeOf(activity, when);
      const alive = await fixture.database.models.booking.findMany({
        where: { orderId: order.id, status: { in: ['held', 'confirmed'] } },
      });
      const { helperId, startsAt } = await order.row();
      if (leadsTo.stage === 'closed') expect(alive).toEqual([]);
      if (['agreement', 'scheduled'].includes(leadsTo.stage))
        expect(alive.map((b) => [b.helperId, b.startsAt])).toEqual([[helperId, startsAt]]);
      const ledger = await fixture.database.models.ledgerTransaction.findMany({
        where: { orderId: order.id },
      });
      const settled = ['review', 'closed'].includes(leadsTo.stage) && leadsTo.settlement !== undefined;
      const kinds = [
        ...(settled ? ['settle'] : []),
        ...(leadsTo.settlement === 'paid' ? ['payment'] : []),
        ...(leadsTo.ending === 'completed' ? ['reward'] : []),
        ...charged,
      ];
      expect(ledger.map((t) => t.kind).toSorted()).toEqual(kinds.toSorted());
    });
  });

  test('F06: killed between the answer to the fifth wrong code and its case → the case is there, once', async () => {
    for (const when of ['before', 'after', 'reported']) {
      const orderId = lifeOf('openCase', when).order.id;
      const rows = await fixture.database.models.case.findMany({ where: { orderId } });
      expect(rows).toMatchObject([{ kind: 'arrival', reason: 'codeLocked', decision: 'arrived' }]);
      const told = await fixture.database.models.notice.findMany({
        where: { orderId, template: { in: ['arrivalChecked', 'opsCase'] } },
      });
      expect([...new Set(told.map(({ template }) => template))].sort()).toEqual([
        'arrivalChecked',
        'opsCase',
      ]);
    }
  });

  test('nearly every message met a workflow that had not yet heard of the reported transition', async () => {
    const entered = await Promise.all(
      names.map(async (activity) => {
        const { workflowId, key } = lifeOf(activity, 'reported');
        const { reports, updates } = await whatWasReported(client, workflowId);
        return updates.some((u) => u.eventId > reports.find((r) => r.key === key)!.eventId);
      }),
    );
    expect(entered.filter(Boolean).length).toBeGreaterThanOrEqual(names.length - 3);
  });

  test('nothing that must never be is found in the whole fixture', () => {
    const forgotten = lifeOf('bookHelper', 'after', true).order.id;
    const { differingOrders, ...others } = verified.violations;
    expect(Object.values(others).flat()).toEqual([]);
    expect(differingOrders.filter(({ orderId }) => orderId !== forgotten)).toEqual([]);
    expect(verified.orders).toBe(lives.length);
  });

  test('without its key the same kill leaves workflow and database apart, and verify says so', async () => {
    const { order, atTheKill } = lifeOf('bookHelper', 'after', true);
    expect(atTheKill.committed).toBe(true);
    const view = await order.view();
    const row = await order.row();
    expect([view.stage, row.stage]).toEqual(['selection', 'agreement']);
    const found = verified.violations.differingOrders.filter(({ orderId }) => orderId === order.id);
    const what = expect.stringContaining(`agreement v${row.version}`);
    expect(found).toEqual([{ orderId: order.id, what }]);

    const addresses = ['--database-url', fixture.appUrl, '--temporal-address', server.address];
    const { code, last } = await runCommand('verify', [...addresses, '--patience', '0', '--json']);
    expect(code).toBe(1);
    expect(last).toMatchObject({ orders: lives.length, differingOrders: 1 });
  });
});

/** A stopped activity does not time out while others are still on their way; a killed one is detected as usual. */
function patientBundle(): string {
  const code = readFileSync(workflowBundle().codePath, 'utf8');
  const patient = code.replaceAll(/startToCloseTimeout: '\d+ seconds'/g, "startToCloseTimeout: '5 minutes'");
  if (patient === code) throw new Error('The bundle has changed: how long may an attempt take?');
  const file = path.join(folder, 'workflows.js');
  writeFileSync(file, patient);
  return file;
}

function aWorker(crashPoints: CrashPoint[] = []): Promise<DyingWorker> {
  return startDyingWorker({
    databaseUrl: fixture.appUrl,
    temporalAddress: server.address,
    taskQueue,
    secret: SECRET,
    bundle: patientBundle(),
    crashPoints,
  });
}

async function prepare(
  { activity, when, forgetful }: { activity: Killable; when: CrashPoint['when']; forgetful: boolean },
  index: number,
): Promise<void> {
  const kill: KillCase = ALL[activity as keyof typeof ALL];
  // Some orders in each week: they need not fight for helpers.
  const how = { ...kill.how, windowStart: tenOClock(3 + (index % 12)) };
  const order = await aLivingOrder({ fixture, client, taskQueue, how });
  await kill.prepare?.(order);
  const caseId = kill.subject && (await order.case()).id;
  lives.push({
    ...kill,
    crashPoint: { id: caseId ? caseSubjectId(caseId, 1) : order.id, activity, when },
    workflowId: caseId ? caseWorkflowId(caseId, 1) : workflowIdOf(order.id),
    ...{ forgetful, order },
  } as Life);
}

async function runToCrashPoint(life: Life): Promise<void> {
  const { crashPoint, order } = life;
  if (crashPoint.activity === 'checkDeadline') await outage();
  await worker!.arm(crashPoint);
  life.triggered = life.trigger(order).then(({ answer }) => answer);
  const refused = life.triggered.then((said) => {
    if (said !== life.answers.trigger) throw new Error(`${crashPoint.activity} was never asked for: ${said}`);
    return worker!.reached(crashPoint);
  });
  life.key = await Promise.race([worker!.reached(crashPoint), refused]);
}

/** Waits for the report of a transition that may make it; whether its workflow had a task since is noted. */
async function reported(life: Life): Promise<void> {
  life.atTheKill = { committed: false, version: 0, heard: false };
  if (life.crashPoint.when !== 'reported') return;
  for (let tries = 0; ; tries += 1) {
    const { reports, lastTask } = await whatWasReported(client, life.workflowId);
    const report = reports.find(({ key }) => key === life.key);
    if (report) {
      life.atTheKill.heard = lastTask > report.eventId;
      return;
    }
    if (tries > 200) throw new Error(`${life.crashPoint.activity} was never reported`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Longer than any wait that fires here. */
async function outage(): Promise<void> {
  const toAt = new Date(Date.now() + 120_000);
  await anOutage(fixture.database, { fromAt: new Date(), toAt });
}

/** What the database has; a signal to the order was noted before. */
async function remember(life: Life): Promise<void> {
  const { atTheKill, crashPoint, order } = life;
  atTheKill.version = (await order.row()).version;
  if (crashPoint.activity !== 'sendDueTime') atTheKill.committed = await hasHappened(life);
}

async function hasHappened({ crashPoint, order, key }: Life): Promise<boolean> {
  const { models } = fixture.database;
  if (crashPoint.activity === 'startCase') return (await order.case()).workflowStarted;
  // The update id of the first decision: its cause in the order.
  const where =
    crashPoint.activity === 'sendDecision' ? { cause: `${crashPoint.id}/1`, orderId: order.id } : { key };
  return (await models.transition.findFirst({ where })) !== null;
}

/** A due time goes to the order as a signal: only Temporal knows whether it came. */
async function rememberSignals({ crashPoint, order, atTheKill }: Life): Promise<void> {
  if (crashPoint.activity !== 'sendDueTime') return;
  const { events } = await order.handle.fetchHistory();
  atTheKill.committed = (events ?? []).some(
    (event) => event.workflowExecutionSignaledEventAttributes?.signalName === 'caseDueMoved',
  );
}

/** What the key guards is gone; the application's own role could not do this. */
async function forget(life: Life): Promise<void> {
  const owner = new pg.Client({ connectionString: fixture.ownerUrl });
  await owner.connect();
  const { rowCount } = await owner.query('DELETE FROM transition WHERE key = $1', [life.key]);
  await owner.end();
  if (rowCount !== 1) throw new Error(`${life.key} was not there to be forgotten`);
}

/** Runs the work for all, some at a time. */
async function inLanes<T>(items: T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const waiting = items.map((item, index) => ({ item, index }));
  const lane = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await work(next.item, next.index);
  };
  await Promise.all(Array.from({ length: 8 }, lane));
}
