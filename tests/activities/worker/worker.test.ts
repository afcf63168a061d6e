import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import type { Answer } from '#contracts/errors.ts';
import type { UpdateBody, WorkflowView } from '#contracts/messages.ts';
import { NOTICE_RELAY_ID, workflowIdOf } from '#contracts/names.ts';
import { makeProof } from '#platform/proof.ts';
import { aFixture, CUSTOMER, type Fixture, SECRET, tenOClock } from '#tests/support/a-fixture.ts';
import { localServer, workflowBundle } from '#tests/support/temporal.ts';

let fixture: Fixture;
let server: Awaited<ReturnType<typeof localServer>>;
let client: Client;
let folder: string;
const workers: ChildProcess[] = [];
beforeAll(async () => {
  [fixture, server, folder] = await Promise.all([
    aFixture(),
    localServer(),
    mkdtemp(path.join(tmpdir(), 'anjia-worker-')),
  ]);
  client = server.client;
}, 120_000);
afterAll(async () => {
  for (const worker of workers) worker.kill('SIGKILL');
  await server.teardown();
  await fixture.drop();
  await rm(folder, { recursive: true, force: true });
});

/** The real process, as `npm run worker` starts it. */
function startWorker(bundle: string): {
  child: ChildProcess;
  log: () => string;
  ended: Promise<number | null>;
} {
  let log = '';
  const child = spawn(process.execPath, ['--import', 'tsx', 'activities/worker.ts'], {
    env: {
      PATH: process.env.PATH,
      ANJIA_MODE: 'development',
      ANJIA_SECRET: SECRET,
      DATABASE_URL: fixture.appUrl,
      TEMPORAL_ADDRESS: server.address,
      TEMPORAL_NAMESPACE: server.namespace ?? 'default',
      HEARTBEAT_MS: '500',
      WORKFLOW_BUNDLE: bundle,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  workers.push(child);
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, log: () => log, ended };
}

async function eventually<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

describe('the worker process', () => {
  test('starts an order whose API died, sends its notices, stops in order; the next build lives it on', async () => {
    const { codePath } = workflowBundle();
    const order = await fixture.anOrder({ windowStart: tenOClock(5) });
    const createdAt = new Date(Date.now() - 60_000);
    await fixture.database.models.order.update({ where: { id: order.id }, data: { createdAt } });
    const row = () => order.row();

    const first = startWorker(codePath);
    const waited = await eventually(`shortlist\n${first.log()}`, async () => {
      const seen = await row();
      return seen.stage === 'selection' && seen;
    });
    expect(waited.workflowStarted).toBe(true);
    const sent = await eventually('four SMS', async () => {
      const outbox = await fixture.database.models.outbox.findMany();
      return outbox.length >= 4 && outbox;
    });
    expect(sent.every((message) => message.attempts === 1)).toBe(true);
    await eventually('a heartbeat', () =>
      fixture.database.models.heartbeat
        .findUnique({ where: { component: 'worker' } })
        .then((r) => r ?? undefined),
    );
    expect((await client.workflow.getHandle(NOTICE_RELAY_ID).describe()).status.name).toBe('RUNNING');

    first.child.kill('SIGTERM');
    const startedAt = Date.now();
    expect(await first.ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(5_000);

    // Another build: the same code with one more line is another version.
    const next = path.join(folder, 'next.js');
    await writeFile(next, `// a newer build\n${await readFile(codePath, 'utf8')}`);
    const second = startWorker(next);
    const handle = client.workflow.getHandle(workflowIdOf(order.id));
    const [candidate] = await fixture.database.models.candidate.findMany({
      where: { orderId: order.id },
      orderBy: { rank: 'asc' },
    });
    const body = { by: CUSTOMER, role: 'customer' as const, helperId: candidate?.helperId as string };
    const claim = { subject: 'order', id: order.id, message: 'chooseHelper', messageId: 'choice-1' };
    const proof = makeProof(SECRET, { ...claim, body });
    const answer = await handle.executeUpdate<Answer, [UpdateBody<'chooseHelper'>]>('chooseHelper', {
      args: [{ ...body, proof }],
      updateId: 'choice-1',
    });
    expect(answer).toMatchObject({ ok: true });
    expect(await handle.query<WorkflowView>('orderView')).toMatchObject({
      stage: 'agreement',
      helperId: candidate?.helperId,
    });
    const builds = [first, second].map(({ log }) => /"buildId":"([0-9a-f]{32})"/.exec(log())?.[1]);
    expect(new Set(builds).size).toBe(2);
    const { workflowExecutionInfo } = (await handle.describe()).raw;
    expect(workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId).toBe(builds[1]);

    // Killed without notice: the order waits, and the next worker sends the notices once.
    second.child.kill('SIGKILL');
    await second.ended;
    startWorker(next);
    await eventually('the chosen helper is told', async () => {
      const outbox = await fixture.database.models.outbox.findMany({
        where: { body: { contains: '客户选择了您' } },
      });
      return outbox.length === 1 && outbox;
    });
    expect(await row()).toMatchObject({ stage: 'agreement', version: 2 });
  }, 150_000);
});
