import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WorkflowHandle, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { caseSubjectId, caseWorkflowId, type StartCase } from '#contracts/cases/case-subject.ts';
import { CASE_SIGNALS } from '#contracts/cases/messages.ts';
import { messagesOf, SIGNAL_SHAPES, type Subject } from '#contracts/messages.ts';
import { SUBJECTS } from '#contracts/names.ts';
import { aTestServer, OPS, PROOF, type TestServer } from '#tests/support/an-order.ts';

interface Open {
  handle: WorkflowHandle;
  /** Id of its steps. */
  id: string;
  signals: string[];
}

/** How each registered subject is opened, idle and waiting for a person. A subject without a row does not compile. */
const OPENED: Record<Subject, (server: TestServer, overrides?: object) => Promise<Open>> = {
  order: async (server, overrides = {}) => {
    const order = await server.anOrder({ overrides });
    return { handle: order.handle, id: order.orderId, signals: Object.keys(SIGNAL_SHAPES) };
  },
  case: async (server, overrides = {}) => {
    const caseId = randomUUID();
    const id = caseSubjectId(caseId, 1);
    server.fakes.override(id, overrides);
    const input: StartCase = {
      ...{ caseId, round: 1, kind: 'general', variant: null, city: 'zibo', orderId: null },
      ...{ customerId: null, helperId: null, ownerId: null, version: 1, rehearsal: false },
      ...{ openedAt: new Date(await server.environment.currentTimeMs()).toISOString() },
      dueAt: new Date((await server.environment.currentTimeMs()) + 86_400_000).toISOString(),
      ...{ limitMs: 86_400_000, outageGrace: '10 minutes' },
    };
    const handle = await server.environment.client.workflow.start(SUBJECTS.case.workflow, {
      ...{ workflowId: caseWorkflowId(caseId, 1), taskQueue: server.taskQueue, args: [input] },
    });
    return { handle, id, signals: Object.keys(CASE_SIGNALS) };
  },
};

describe.each(Object.keys(SUBJECTS) as Subject[])('the kernel under %s', (subject) => {
  let server: TestServer;
  beforeAll(async () => {
    server = await aTestServer();
  });
  afterAll(() => server.close());

  const view = (open: Open) => open.handle.query<Record<string, unknown>>(SUBJECTS[subject].view);
  const typeOf = (error: WorkflowUpdateFailedError) => (error.cause as ApplicationFailure).type;
  async function reaches(open: Open, met: (seen: Record<string, unknown>) => boolean): Promise<void> {
    for (let tries = 0; !met(await view(open)); tries += 1) {
      if (tries > 1_500) throw new Error(`not reached: ${JSON.stringify(await view(open))}`);
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  const staff = (fields: object = {}) => ({
    by: OPS,
    role: 'ops',
    proof: PROOF,
    reason: 'phoned',
    ...fields,
  });

  test('rubbish to every handler → refused or counted, and it goes on', async () => {
    const open = await OPENED[subject](server);
    await view(open);
    const rubbish: unknown[][] = [[{}], [null], ['hello'], [[1, 2]], [{ by: 7 }], []];
    for (const action of Object.keys(messagesOf(subject))) {
      for (const args of rubbish) {
        const refused = await open.handle
          .executeUpdate(action, { args } as never)
          .then(() => 'taken', typeOf);
        expect([action, args, refused]).toEqual([action, args, 'BadMessage']);
      }
    }
    for (const name of open.signals)
      for (const args of rubbish) await open.handle.signal(name, ...(args as []));
    await reaches(open, (seen) => seen.ignoredMessages === open.signals.length * rubbish.length);
    await open.handle.terminate();
  });

  test('a step that fails for a reason no retry can mend → parked until staff retry it; its answer waits', async () => {
    let failures = 0;
    const open = await OPENED[subject](server, {
      recordEvent: ({ event }: { event: { kind: string } }) => {
        if (event.kind !== 'deadlineExtended' || failures++ > 0) return undefined;
        throw ApplicationFailure.nonRetryable('broken', 'Broken');
      },
    });
    await reaches(open, (seen) => subject !== 'order' || seen.stage === 'selection');
    const extended = open.handle.executeUpdate('extendDeadline', { args: [staff({ minutes: 5 })] });
    await reaches(open, (seen) => String(seen.needsOpsReason).includes('Broken'));
    await open.handle.executeUpdate('retryStep', { args: [staff()] });
    expect(await extended).toMatchObject({ ok: true });
    expect(await view(open)).not.toMatchObject({ needsOpsReason: expect.stringContaining('Broken') });
    await open.handle.terminate();
  });

  test('staff move the deadline; the row and the wait follow', async () => {
    const open = await OPENED[subject](server);
    await reaches(open, (seen) => subject !== 'order' || seen.stage === 'selection');
    const until = (seen: Record<string, unknown>) => Date.parse(String(seen.deadline ?? seen.dueAt));
    const before = until(await view(open));
    expect(
      await open.handle.executeUpdate('extendDeadline', { args: [staff({ minutes: 60 })] }),
    ).toMatchObject({
      ok: true,
    });
    expect(until(await view(open))).toBe(before + 3_600_000);
    await open.handle.terminate();
  });

  test('versions grow by one with each transition, and no key is used twice', async () => {
    const open = await OPENED[subject](server);
    await reaches(open, (seen) => subject !== 'order' || seen.stage === 'selection');
    for (let n = 0; n < 3; n += 1)
      await open.handle.executeUpdate('extendDeadline', { args: [staff({ minutes: 1 })] });
    const steps = server.fakes
      .callsOf(open.id)
      .map(({ input }) => input.step as { key?: string; version: number });
    expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
    expect(steps.map(({ version }) => version)).toEqual(steps.map((_, n) => steps[0]!.version + n));
    await open.handle.terminate();
  });
});
