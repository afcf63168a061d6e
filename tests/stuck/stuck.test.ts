import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import proto from '@temporalio/proto';
import { workflowIdOf } from '#contracts/names.ts';
import { STUCK_KINDS, type Stuck, type StuckKind } from '#contracts/watch/stuck.ts';
import { sql } from '#platform/sql.ts';
import { rollBack } from '#scripts/release/roll-back.ts';
import { inProject } from '#scripts/setup/places.mjs';
import { CUSTOMER, tenOClock } from '#tests/support/a-fixture.ts';
import { aLivingOrder, type LivingOrder } from '#tests/support/a-living-order.ts';
import { workflowBundle } from '#tests/support/temporal.ts';
import { waitUntil } from '#tests/support/wait-until.ts';
import { aWatchedInstance, type Program, type WatchedInstance } from './a-watched-instance.ts';
import { alertRules, metricsIn, metricsOf } from './alert-rules.ts';

const { EventType } = proto.temporal.api.enums.v1;
const LIMIT_MS = 60_000;
const folder = mkdtempSync(path.join(tmpdir(), 'anjia-stuck-'));
let instance: WatchedInstance;
let api: Program;
let worker: Program;
let weeks = 3;
/** Seconds from the wait's begin until board and metrics had it. */
const took: Partial<Record<StuckKind, number>> = {};

beforeAll(async () => {
  instance = await aWatchedInstance({ bundle: workflowBundle().codePath });
  worker = instance.worker();
  api = instance.api();
  await Promise.all([worker.says('worker runs'), api.says('the API listens')]);
  await instance.signIn();
  // Until its first beat a worker counts as missing.
  await gone('noPollers', null);
}, 240_000);
afterAll(async () => {
  process.stderr.write(`seconds until raised: ${JSON.stringify(took)}\n`);
  await instance?.close();
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

const nextOrder = (policy: object = {}): Promise<LivingOrder> =>
  aLivingOrder({
    fixture: instance,
    client: instance.temporal.client,
    taskQueue: 'orders',
    how: { windowStart: tenOClock(weeks++), policy },
  });

/** On the board and in the metrics, with its order, within a minute from now. */
async function raised(kind: StuckKind, orderId: string | null): Promise<Stuck> {
  const from = Date.now();
  const stuck = await eventually(`${kind} is raised`, async () => {
    const one = (await instance.board()).find((each) => each.kind === kind && each.orderId === orderId);
    return one &&
      (await instance.counted(kind)) > 0 &&
      (!orderId || (await instance.counted(kind, orderId)) > 0)
      ? one
      : undefined;
  });
  expect(Date.now() - from).toBeLessThan(LIMIT_MS);
  await keepView(stuck);
  took[kind] = Math.round((Date.now() - from) / 100) / 10;
  return stuck;
}

/** `RUNBOOK_VIEWS=<folder>` keeps what ops see at this moment: the examples of the runbook are made so. */
async function keepView(stuck: Stuck): Promise<void> {
  if (!process.env.RUNBOOK_VIEWS) return;
  const { kind, orderId } = stuck;
  if (kind === 'temporalDown') {
    const health = ['operator', 'cluster', 'health', '--address', instance.temporal.address];
    const says = promisify(execFile)(process.env.ANJIA_TEMPORAL_BIN!, health);
    return keep(
      kind,
      JSON.stringify(stuck),
      await says.then(
        ({ stdout }) => stdout,
        ({ stderr }) => stderr,
      ),
    );
  }
  if (kind === 'notStarted') return keep(kind, JSON.stringify(stuck), await attributes('list'));
  const describe = orderId
    ? await temporal('workflow', 'describe', '--workflow-id', workflowIdOf(orderId))
    : await temporal('task-queue', 'describe', '--task-queue', 'orders');
  await keep(kind, JSON.stringify(stuck), describe);
}

async function keep(kind: StuckKind, seen: string, temporalSays: string): Promise<void> {
  const views = process.env.RUNBOOK_VIEWS;
  if (!views) return;
  const lines = (await instance.apiMetrics()).split('\n').filter((line) => line.includes(`kind="${kind}"`));
  writeFileSync(path.join(views, `${kind}.txt`), [seen, ...lines, '', temporalSays].join('\n'));
}

const ready = async (): Promise<{ status: number; detail: string }> => {
  const answer = await fetch(`${instance.url}/readyz`);
  return { status: answer.status, detail: ((await answer.json()) as { detail?: string }).detail ?? '' };
};

async function gone(kind: StuckKind, orderId: string | null): Promise<void> {
  await eventually(`${kind} is gone`, async () => {
    const stuck = await instance.board();
    return !stuck.some((one) => one.kind === kind && one.orderId === orderId) || undefined;
  });
  if (orderId) expect(await instance.counted(kind, orderId)).toBe(0);
  else expect(await instance.counted(kind)).toBe(0);
}

/** Ops act on the order's page. */
async function act(order: LivingOrder, action: string, body: object): Promise<void> {
  const answer = await instance.call('POST', `/orders/${order.id}/${action}`, body);
  expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({ ok: true })]);
}

/** The command as the runbook has it; on a slow machine it may be cut off and is typed again. */
function temporal(...args: string[]): Promise<string> {
  const all = [...args, '--address', instance.temporal.address];
  return eventually(`temporal ${args.join(' ')}`, async () => {
    const { stdout } = await promisify(execFile)(process.env.ANJIA_TEMPORAL_BIN!, all);
    return stdout;
  });
}

/** What one can search for in the namespace. */
const attributes = (...args: string[]): Promise<string> => temporal('operator', 'search-attribute', ...args);

const history = async (order: LivingOrder) => (await order.handle.fetchHistory()).events ?? [];
const timeline = (order: LivingOrder) =>
  instance.database.models.orderEvent.findMany({ where: { orderId: order.id }, orderBy: { id: 'asc' } });
const failedTasks = async (order: LivingOrder): Promise<number> =>
  (await history(order)).filter((event) => event.eventType === EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED)
    .length;
const acceptedUpdates = async (order: LivingOrder): Promise<string[]> =>
  (await history(order)).flatMap(
    (event) => event.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.name ?? [],
  );

async function eventually<T>(what: string, look: () => Promise<T | undefined>, ms = 75_000): Promise<T> {
  let last: unknown;
  for (const until = Date.now() + ms; Date.now() < until; ) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
    } catch (error) {
      last = error;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error(`not within ${ms} ms: ${what} (${String(last ?? 'no error')})\n${api.log().slice(-2_000)}`);
}

/** The native part of the Temporal SDK for this machine. */
function sdkBinary(): string {
  const releases = inProject('node_modules/@temporalio/core-bridge/releases');
  const mine = readdirSync(releases).find(
    (name) =>
      name.startsWith(process.arch === 'x64' ? 'x86_64' : 'aarch64') && name.includes(process.platform),
  );
  return path.join(releases, mine ?? '', 'index.node');
}

/** The database refuses what fits, for as long as the trigger is there. */
async function refuses(table: string, condition: string): Promise<() => Promise<void>> {
  await instance.owner.query(`
    CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'injected'; END $$;
    CREATE TRIGGER refuse BEFORE INSERT ON ${table} FOR EACH ROW WHEN (${condition}) EXECUTE FUNCTION refuse();`);
  return async () => void (await instance.owner.query(`DROP TRIGGER refuse ON ${table}`));
}

describe('stuck orders: each kind is seen, named, and repaired in one step', () => {
  test('a clean life raises none', async () => {
    const seen: Stuck[] = [];
    let over = false;
    const looking = (async () => {
      while (!over) {
        seen.push(...(await instance.board()));
        await new Promise((done) => setTimeout(done, 200));
      }
    })();
    const order = await nextOrder();
    await order.paid();
    expect(await order.customer('submitReview', { attitude: 5, effect: 5, contractKept: true }).answer).toBe(
      'ok',
    );
    expect(await order.handle.result()).toMatchObject({ ending: 'completed' });
    await new Promise((done) => setTimeout(done, 1_500));
    over = true;
    await looking;
    expect(seen).toEqual([]);
    // Nobody traces: nothing of it is in the history.
    expect(JSON.stringify(await history(order))).not.toContain('_tracer-data');
  }, 90_000);

  test('every alert names metrics that API or worker export, and a runbook page that exists', async () => {
    const texts = await instance.metrics();
    const exported = metricsOf(texts.join('\n'));
    // What Temporal's part has not counted yet is not exported; its names stand in the binary.
    const binary = readFileSync(sdkBinary(), 'latin1');
    const isKnown = (name: string): boolean =>
      exported.has(name) ||
      (/^temporal_\w+/.test(name) &&
        binary.includes(
          name.replace(/^temporal_/, '').replace(/(_seconds)?(_bucket|_count|_sum|_total)?$/, ''),
        ));
    const rules = alertRules();
    expect(rules.length).toBeGreaterThan(15);
    for (const { alert, expr, annotations } of rules) {
      const asked = metricsIn(expr);
      expect([alert, asked.length > 0]).toEqual([alert, true]);
      expect([alert, asked.filter((name) => !isKnown(name))]).toEqual([alert, []]);
      expect([alert, existsSync(inProject(annotations.runbook))]).toEqual([alert, true]);
    }
    // The check can fail.
    expect(metricsIn('max by (le) (rate(anjia_no_such_thing_total{a="b"}[5m])) > 2')).toEqual([
      'anjia_no_such_thing_total',
    ]);
    expect(isKnown('anjia_no_such_thing_total')).toBe(false);
    expect(isKnown('temporal_no_such_thing_total')).toBe(false);
    // Every kind of stuck has its alert and its page.
    for (const kind of STUCK_KINDS) {
      expect([kind, rules.some(({ expr }) => expr.includes(`kind="${kind}"`))]).toEqual([kind, true]);
      expect([kind, existsSync(inProject(`docs/runbook/${kind}.md`))]).toEqual([kind, true]);
    }
  }, 60_000);

  test('unsigned → extend the deadline', async () => {
    const order = await nextOrder({ agreementLimit: '40 seconds' });
    await order.signedByHelper();
    const stuck = await raised('unsigned', order.id);
    expect(stuck.reason).toBe('customer');
    await act(order, 'deadline', { minutes: 30, reason: 'onThePhone' });
    await gone('unsigned', order.id);
    expect(await acceptedUpdates(order)).toContain('extendDeadline');
    expect((await timeline(order)).at(-1)).toMatchObject({ kind: 'deadlineExtended', role: 'ops' });
    expect((await order.view()).stage).toBe('agreement');
  }, 150_000);

  test('no check-in → override it', async () => {
    const order = await nextOrder({ rehearsal: true });
    await order.signed();
    for (const stage of ['visit', 'visit']) {
      expect(await order.customer('letTimePass', {}).answer).toBe('ok');
      await order.reaches({ stage });
    }
    await raised('noCheckIn', order.id);
    await act(order, 'check-in-override', { reason: 'phoneEmpty' });
    await gone('noCheckIn', order.id);
    expect(await acceptedUpdates(order)).toContain('overrideCheckIn');
    expect((await timeline(order)).at(-1)).toMatchObject({
      kind: 'checkedIn',
      payload: { proof: 'override' },
    });
  }, 120_000);

  test('notice bounced → send it again', async () => {
    const order = await nextOrder();
    await order.shortlisted();
    const notice = await instance.database.models.notice.findFirstOrThrow({
      where: { orderId: order.id, personId: CUSTOMER, template: 'shortlistReady' },
    });
    const repair = await refuses('outbox', `NEW.key LIKE '${notice.id}%'`);
    await instance.database.models.outbox.deleteMany({ where: { key: { startsWith: notice.id } } });
    await instance.database.models.delivery.updateMany({
      where: { noticeId: notice.id },
      data: { status: 'waiting', attempts: 3, nextAt: new Date() },
    });
    await instance.database.models.notice.update({ where: { id: notice.id }, data: { urgent: true } });
    await raised('noticeBounced', order.id);
    await repair();
    await act(order, 'retry', { reason: 'repaired' });
    await gone('noticeBounced', order.id);
    expect(await acceptedUpdates(order)).toContain('retryStep');
    expect((await timeline(order)).map(({ kind }) => kind).slice(-2)).toEqual([
      'noticeBounced',
      'opsRepaired',
    ]);
    await eventually(
      'the notice is sent',
      async () =>
        (await instance.database.models.outbox.findUnique({ where: { key: `${notice.id}:sms` } })) ??
        undefined,
    );
  }, 150_000);

  test('retry storm → take the cause away, reset the step', async () => {
    const order = await nextOrder();
    await order.shortlisted();
    const [helperId] = await order.shortlist();
    const repair = await refuses('order_event', `NEW.order_id = '${order.id}' AND NEW.kind = 'helperChosen'`);
    const { answer } = order.customer('chooseHelper', { helperId: helperId! });
    const stuck = await raised('retryStorm', order.id);
    expect(stuck.reason).toMatch(/^bookHelper ×\d+: .*P0001/);
    await repair();
    const { pendingActivities } = (await order.handle.describe()).raw;
    const activityId = pendingActivities?.[0]?.activityId ?? '';
    await temporal('activity', 'reset', '--workflow-id', workflowIdOf(order.id), '--activity-id', activityId);
    expect(await answer).toBe('ok');
    await gone('retryStorm', order.id);
    const done = (await history(order)).filter(
      (event) => event.eventType === EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED,
    );
    expect(done.length).toBeGreaterThanOrEqual(2);
    expect((await order.view()).stage).toBe('agreement');
  }, 120_000);

  test('not started: the namespace lacks a search attribute → create it', async () => {
    const name = ['--name', 'ServiceCode'];
    await attributes('remove', ...name, '--yes');
    await eventually('the namespace has forgotten it', async () =>
      (await attributes('list')).includes('ServiceCode') ? undefined : true,
    );
    const order = await instance.anOrder({ windowStart: tenOClock(weeks++) });
    await raised('notStarted', order.id);
    expect(worker.log()).toContain('the workflow of a waiting order cannot be started');
    // As the runbook quotes it.
    expect(worker.log()).toContain('no mapping defined for search attribute ServiceCode');
    await attributes('create', ...name, '--type', 'Keyword');
    await gone('notStarted', order.id);
    const { status } = await instance.temporal.client.workflow.getHandle(workflowIdOf(order.id)).describe();
    expect(status.name).toBe('RUNNING');
  }, 180_000);

  test('no pollers → start a worker', async () => {
    const order = await nextOrder();
    await order.shortlisted();
    await worker.kill();
    await raised('noPollers', null);
    const { answer } = order.customer('cancelOrder', { reason: 'changedMind' });
    worker = instance.worker();
    await gone('noPollers', null);
    expect(await answer).toBe('ok');
    expect(await acceptedUpdates(order)).toContain('cancelOrder');
  }, 150_000);

  test('database down → start it: the step that failed is done, nothing twice', async () => {
    const order = await nextOrder();
    await order.shortlisted();
    const [helperId] = await order.shortlist();
    instance.toDatabase.cut();
    const { answer } = order.customer('chooseHelper', { helperId: helperId! });
    // Nobody can log in: the metrics and readiness say it, and the board's page asks readiness.
    const from = Date.now();
    await eventually(
      'databaseDown is counted',
      async () => (await instance.counted('databaseDown')) || undefined,
    );
    expect(Date.now() - from).toBeLessThan(LIMIT_MS);
    took.databaseDown = Math.round((Date.now() - from) / 100) / 10;
    const unready = await ready();
    expect(unready).toEqual({ status: 503, detail: expect.stringContaining('database') });
    const board = await instance.call('GET', '/ops/orders');
    expect(board.status).toBe(503);
    await eventually('the step is tried again', async () => {
      const { pendingActivities } = (await order.handle.describe()).raw;
      return (pendingActivities?.[0]?.attempt ?? 0) > 1 || undefined;
    });
    await keep(
      'databaseDown',
      `GET /readyz          ${unready.status} ${unready.detail}\nGET /api/v1/ops/orders ${await board.text()}`,
      await temporal('workflow', 'describe', '--workflow-id', workflowIdOf(order.id)),
    );
    instance.toDatabase.mend();
    expect(await answer).toBe('ok');
    await gone('databaseDown', null);
    const started = (await history(order)).flatMap(
      (event) => event.activityTaskStartedEventAttributes?.attempt ?? [],
    );
    expect(Math.max(...started)).toBeGreaterThan(1);
    expect((await timeline(order)).filter(({ kind }) => kind === 'helperChosen')).toHaveLength(1);
  }, 150_000);

  test('Temporal down → start it: what was being done is done once, what was refused is sent again', async () => {
    const [choosing, waiting] = [await nextOrder(), await nextOrder()];
    await Promise.all([choosing.shortlisted(), waiting.shortlisted()]);
    const [helperId] = await choosing.shortlist();
    // Held up in the database, so that its effect is committed while nobody takes the report.
    await instance.owner.query('BEGIN');
    await instance.owner.query('SELECT 1 FROM "order" WHERE id = $1 FOR UPDATE', [choosing.id]);
    const chosen = choosing.customer('chooseHelper', { helperId: helperId! });
    await chosen.accepted;
    await eventually('the step waits for the row', async () => {
      const locked = await instance.database.query<object>(sql`
        SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`);
      return locked.length > 0 || undefined;
    });
    await instance.temporal.kill();
    await instance.owner.query('COMMIT');
    const events = async (order: LivingOrder, kind: string) =>
      (await timeline(order)).filter((event) => event.kind === kind);
    await eventually('the step is done, untold', async () => (await events(choosing, 'helperChosen'))[0]);

    // The board reads the database and says it; a message is refused, not lost: its key is sent again.
    const [key, minutes] = [randomUUID(), { minutes: 30, reason: 'onThePhone' }];
    const extend = () => instance.call('POST', `/orders/${waiting.id}/deadline`, minutes, key);
    const refused = extend();
    try {
      await raised('temporalDown', null);
      const unready = await ready();
      expect(unready).toEqual({ status: 503, detail: expect.stringContaining('temporal') });
      expect((await refused).status).toBe(503);
      expect((await instance.call('GET', `/orders/${waiting.id}`)).status).toBe(200);
    } finally {
      await instance.temporal.start();
    }
    await gone('temporalDown', null);
    // Who asked may have given up meanwhile; what was asked for has happened.
    expect(['ok', 'gave up']).toContain(await chosen.answer.catch(() => 'gave up'));
    await choosing.reaches({ stage: 'agreement' });
    const again = await eventually('the same key is taken', async () => {
      const answer = await extend();
      return answer.status === 200 ? answer.json() : undefined;
    });
    expect(again).toMatchObject({ ok: true });
    expect(await (await extend()).json()).toEqual(again);
    expect(await events(waiting, 'deadlineExtended')).toHaveLength(1);
    expect(await events(choosing, 'helperChosen')).toHaveLength(1);
    const names = (await history(choosing)).flatMap(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? [],
    );
    expect(names.filter((name) => name === 'bookHelper')).toHaveLength(1);
    await eventually('ready again', async () => (await ready()).status === 200 || undefined);
  }, 180_000);

  test('a build that cannot live the order on → make the one before current again', async () => {
    const order = await nextOrder();
    await order.shortlisted();
    const [helperId] = await order.shortlist();
    const good = /"buildId":"([0-9a-f]{32})"/.exec(worker.log())![1]!;
    const bad = path.join(folder, 'bad.js');
    const code = readFileSync(workflowBundle().codePath, 'utf8');
    const step = /await \(0,\s*[\w.]*takeInquiry\)\(order\);/;
    expect(step.test(code)).toBe(true);
    const another =
      "await order.move('recordEvent', { event: { kind: 'visitDue', payload: {} } }, { actor: { id: null, role: 'system' }, cause: 'x', to: {} });";
    writeFileSync(bad, code.replace(step, another));
    const wrong = instance.worker(bad);
    try {
      await wrong.says('worker runs');
      // Anything that wakes it: an empty signal is counted and ignored by a build that works. The change of build
      // reaches the queue a moment after it is acknowledged, so the order may first wake in the build that works.
      await eventually('the wrong build gets the order', async () => {
        await order.handle.signal('noticeBounced');
        return (await failedTasks(order)) > 0 || undefined;
      });
      const stuck = await raised('nonDeterminism', order.id);
      expect(stuck.reason).toMatch(/NonDeterministic/);
      await rollBack({ client: instance.temporal.client, to: good });
      await gone('nonDeterminism', order.id);
    } catch (error) {
      // What both builds said is needed to understand it.
      throw new Error(
        `${String(error)}\nwrong build:\n${wrong.log().slice(-3_000)}\nworker:\n${worker.log().slice(-3_000)}`,
      );
    } finally {
      await wrong.kill();
    }
    expect(await order.customer('chooseHelper', { helperId: helperId! }).answer).toBe('ok');
    const events = (await history(order)).map((event) => event.eventType);
    const failed = events.indexOf(EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED);
    expect(events.slice(failed)).toContain(EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED);
  }, 240_000);

  test('the deadline passed while everything was off → start everything: our outage moves it', async () => {
    const order = await nextOrder({ selectionLimit: '8 seconds', outageGrace: '30 minutes' });
    await order.shortlisted();
    const { deadline } = await order.row();
    await Promise.all([worker.kill(), api.kill(), instance.temporal.kill()]);
    await waitUntil('the deadline has passed', () => Date.now() > deadline!.getTime());
    // First Temporal and the API come back; nobody lives orders on yet.
    await instance.temporal.start();
    api = instance.api();
    await api.says('the API listens');
    await raised('deadlinePassed', order.id);
    await raised('noPollers', null);
    worker = instance.worker();
    await gone('deadlinePassed', order.id);
    expect((await timeline(order)).at(-1)).toMatchObject({
      kind: 'deadlineExtended',
      payload: expect.objectContaining({ by: 'outage' }),
    });
    const names = (await history(order)).map(
      (event) => event.activityTaskScheduledEventAttributes?.activityType?.name,
    );
    expect(names).toContain('checkDeadline');
    expect((await order.view()).stage).toBe('selection');
  }, 180_000);
});
