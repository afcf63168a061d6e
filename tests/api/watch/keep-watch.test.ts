import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import pg from 'pg';
import { keepWatch } from '#api/watch/keep-watch.ts';
import type { Stuck } from '#contracts/watch/stuck.ts';
import { openDatabase } from '#platform/database.ts';
import { metrics } from '#platform/metrics.ts';
import { aFixture, type Fixture } from '#tests/support/a-fixture.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { inHours } from '#tests/support/rows.ts';
import { aHeartbeat } from '#tests/support/watch/rows.ts';

let fixture: Fixture;
let owner: pg.Client;
/** The behaviour of the fake Temporal. */
let temporal = { answers: true, knowsQuery: true };
beforeAll(async () => {
  fixture = await aFixture();
  owner = new pg.Client({ connectionString: fixture.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await fixture.drop();
});
beforeEach(() => beat());
afterEach(async () => {
  temporal = { answers: true, knowsQuery: true };
  await fixture.database.models.order.updateMany({ data: { workflowStarted: true } });
});

const beat = (secondsAgo = 0) =>
  aHeartbeat(fixture.database, { lastAt: new Date(Date.now() - secondsAgo * 1_000) });

const client = {
  options: { namespace: 'default' },
  withDeadline: async (_: number, work: () => Promise<unknown>) => work(),
  workflowService: {
    describeNamespace: async () => {
      if (!temporal.answers) throw new Error('away');
    },
    describeTaskQueue: async () => ({ pollers: [], versioningInfo: null }),
  },
  workflow: {
    list({ query }: { query: string }) {
      if (!temporal.knowsQuery && query.includes('TemporalReportedProblems'))
        throw new Error('invalid search attribute: TemporalReportedProblems');
      return (async function* () {})();
    },
  },
} as unknown as Client;

/** The result of one round. */
async function look(database = fixture.database): Promise<Stuck[]> {
  const logger = { warn: () => undefined, info: () => undefined };
  const watch = keepWatch({
    ...{ database, client, taskQueue: 'orders', heartbeatMs: 5_000, everyMs: 60_000, logger },
  });
  await watch.stop();
  return watch.stuck();
}
const seen = async () => (await look()).map(({ kind, orderId, reason }) => ({ kind, orderId, reason }));

async function aWaitingOrder(secondsAgo: number): Promise<{ id: string; createdAt: Date }> {
  const { id } = await fixture.anOrder();
  const createdAt = new Date(Date.now() - secondsAgo * 1_000);
  await fixture.database.models.order.update({ where: { id }, data: { createdAt } });
  return { id, createdAt };
}

test('a working instance → nothing is stuck', async () => {
  expect(await look()).toEqual([]);
});

test('an order whose workflow is not started within half a minute → notStarted, since it was placed', async () => {
  await aWaitingOrder(20);
  const { id: orderId, createdAt } = await aWaitingOrder(40);
  expect(await look()).toEqual([
    { kind: 'notStarted', orderId, caseId: null, reason: 'noWorkflow', since: createdAt.toISOString() },
  ]);
});

const opened = async (more: object) =>
  (await aCase(fixture.database, { openedAt: inHours(-1), dueAt: inHours(1), ...more })).id;

test('an order that waits for a case → the due time of the case counts, not its own deadline', async () => {
  const { id: orderId } = await fixture.anOrder();
  const deadline = new Date(Date.now() - 60_000);
  const waits = {
    stage: 'visit',
    workflowStarted: true,
    deadline,
    needsOps: true,
    needsOpsReason: 'objection',
  };
  await fixture.database.models.order.update({ where: { id: orderId }, data: waits });
  expect(await seen()).toMatchObject([{ kind: 'deadlinePassed', orderId, reason: 'visit' }]);
  const id = await opened({ orderId });
  expect(await seen()).toEqual([]);
  // Its own time has passed, and nobody was alerted again.
  await fixture.database.models.case.update({ where: { id }, data: { dueAt: deadline } });
  expect(await look()).toEqual([
    { kind: 'deadlinePassed', orderId, caseId: id, reason: 'objection', since: deadline.toISOString() },
  ]);
  await fixture.database.models.case.update({
    where: { id },
    data: { status: 'decided', decision: 'free', decidedAt: new Date() },
  });
  await fixture.database.models.order.update({ where: { id: orderId }, data: { deadline: null } });
});

test('a case whose workflow is not started within half a minute → notStarted; one of before belongs to its order', async () => {
  const openedAt = new Date(Date.now() - 40_000);
  const id = await opened({ workflowStarted: false, openedAt });
  const young = await opened({ workflowStarted: false, openedAt: new Date() });
  const older = await opened({ version: 0, workflowStarted: false });
  expect(await look()).toEqual([
    {
      ...{ kind: 'notStarted', orderId: null, caseId: id, reason: 'noWorkflow' },
      since: openedAt.toISOString(),
    },
  ]);
  const ids = [id, young, older];
  await fixture.database.models.case.updateMany({
    where: { id: { in: ids } },
    data: { status: 'decided', decision: 'free', decidedAt: new Date() },
  });
});

test('very many orders of one kind → the newest of another is still there', async () => {
  const { id } = await fixture.anOrder();
  const { rows } = await owner.query<{ name: string }>(`
    SELECT quote_ident(column_name) AS name FROM information_schema.columns WHERE table_name = 'order'`);
  const own: Record<string, string> = {
    ...{ id: "'JZ261122-' || lpad(n::text, 8, 'A')", stage: "'review'", workflow_started: 'true' },
    ...{ deadline: "now() - interval '1 day' + n * interval '1 second'" },
  };
  await owner.query(`
    INSERT INTO "order" (${rows.map(({ name }) => name)}) SELECT ${rows.map(({ name }) => own[name] ?? name)}
    FROM "order", generate_series(1, 600) AS n WHERE id = '${id}'`);
  const waiting = await aWaitingOrder(40);
  const late = (await look()).filter(({ kind }) => kind === 'deadlinePassed');
  expect(late.map(({ orderId }) => orderId)).toEqual(
    Array.from({ length: 100 }, (_, n) => `JZ261122-${String(n + 1).padStart(8, 'A')}`),
  );
  expect(await seen()).toContainEqual({ kind: 'notStarted', orderId: waiting.id, reason: 'noWorkflow' });
  await owner.query(`DELETE FROM "order" WHERE id LIKE 'JZ261122-AAA%'`);
});

test('nothing can be started without Temporal or a worker → that is told, not each order that waits for it', async () => {
  await aWaitingOrder(40);
  await beat(60);
  expect(await seen()).toMatchObject([{ kind: 'noPollers', reason: 'noHeartbeat' }]);
  temporal.answers = false;
  expect(await seen()).toMatchObject([{ kind: 'temporalDown' }]);
});

describe('a database that answers and takes no writes → databaseDown, not a worker that is missing', () => {
  beforeEach(() => beat(60));
  const NOT_WRITTEN = [{ kind: 'databaseDown', orderId: null, reason: 'notWritten' }];

  test('a standby', async () => {
    const standby = openDatabase({
      url: `${fixture.appUrl}?options=-c%20default_transaction_read_only%3Don`,
    });
    expect(await look(standby)).toMatchObject(NOT_WRITTEN);
    await standby.close();
  });

  test('a disk that is full', async () => {
    await owner.query(`
      CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER full_disk BEFORE INSERT OR UPDATE ON heartbeat FOR EACH ROW EXECUTE FUNCTION full_disk()`);
    expect(await look()).toMatchObject(NOT_WRITTEN);
    await owner.query('DROP FUNCTION full_disk CASCADE');
  });
});

test('a database that does not answer → databaseDown, and nothing that it would have told', async () => {
  const nowhere = openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', max: 1 });
  expect(await look(nowhere)).toMatchObject([{ kind: 'databaseDown', reason: 'noAnswer' }]);
  await nowhere.close();
});

test('a Temporal that does not know one question → counted by name, the others get their answers', async () => {
  const counted = async (): Promise<Record<string, number>> => {
    const { values } = await metrics.getSingleMetric('anjia_watch_failures_total')!.get();
    return Object.fromEntries(values.map(({ labels, value }) => [labels.question, value]));
  };
  const before = await counted();
  expect(Object.keys(before)).toHaveLength(5);
  await look();
  expect(await counted()).toEqual(before);
  temporal.knowsQuery = false;
  const { id: orderId } = await aWaitingOrder(40);
  expect(await seen()).toEqual([{ kind: 'notStarted', orderId, reason: 'noWorkflow' }]);
  await look();
  expect(await counted()).toEqual({ ...before, failingWorkflows: before.failingWorkflows! + 2 });
});

test('who looks writes nothing that counts as a sign of life', async () => {
  await beat(60);
  const lastAt = () =>
    fixture.database.models.heartbeat.findMany({ select: { component: true, lastAt: true } });
  const before = await lastAt();
  await look();
  expect(await lastAt()).toEqual(before);
});
