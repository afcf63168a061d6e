import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { Worker } from '@temporalio/worker';
import { askedBy, caseTemporal } from '#activities/cases/case-temporal.ts';
import { createCaseSweep } from '#activities/cases/sweep-cases.ts';
import { outboxGateway } from '#activities/gateways/outbox.ts';
import { createActivities } from '#activities/index.ts';
import {
  type CaseOutcome,
  type CaseWorkflowView,
  caseSubjectId,
  caseWorkflowId,
} from '#contracts/cases/case-subject.ts';
import type { Answer } from '#contracts/errors.ts';
import { makeProof } from '#platform/proof.ts';
import type { Case } from '#prisma/generated/client.ts';
import { aFixture, type HowOrdered, OPS, SECRET } from './a-fixture.ts';
import { aLivingOrder, type Said } from './a-living-order.ts';
import { aTaskQueue, localServer, workflowBundle } from './temporal.ts';

/** Real workflows, activities and database: orders and cases live as in an instance; the API's part is played. */
export async function aCaseFixture() {
  const [fixture, environment] = await Promise.all([aFixture({ max: 20 }), localServer()]);
  const { database } = fixture;
  const { client } = environment;
  const taskQueue = aTaskQueue();
  const temporal = caseTemporal(client);
  const worker = await Worker.create({
    connection: environment.nativeConnection,
    taskQueue,
    workflowBundle: workflowBundle(),
    activities: createActivities({
      cases: { temporal, taskQueue },
      ...{ database, secret: SECRET, heartbeatMs: 1_000, gateway: outboxGateway(database) },
      tellBounced: async () => undefined,
    }),
  });
  const running = worker.run();
  /** Orders that an older build runs, as after a rollback. */
  const onOlderBuild = new Set<string>();
  const sweep = createCaseSweep({
    ...{ database, temporal, askedBy: askedBy(client), taskQueue, olderThanMs: 0 },
    knowsCases: async (orderId) => !onOlderBuild.has(orderId),
  });

  /** As the API sends it for a member of the staff; the same `updateId` is the same message. */
  async function send(
    row: Case,
    action: string,
    fields: object,
    how: { by?: string; role?: string; proof?: string; updateId?: string } = {},
  ): Promise<Said> {
    const { by = OPS, role = 'ops', updateId = randomUUID() } = how;
    const body = { reason: 'phoned', ...fields, by, role };
    const claim = { subject: 'case', id: caseSubjectId(row.id, row.round), message: action };
    const proof = how.proof ?? makeProof(SECRET, { ...claim, messageId: updateId, body });
    const handle = client.workflow.getHandle(caseWorkflowId(row.id, row.round));
    try {
      const answer = await handle.executeUpdate<Answer, [object]>(action, {
        args: [{ ...body, proof }],
        updateId,
      });
      return answer.ok ? 'ok' : answer.code;
    } catch (error) {
      if (!(error instanceof WorkflowUpdateFailedError)) throw error;
      return (error.cause as { type?: string }).type ?? 'refused without a code';
    }
  }

  return {
    ...{ fixture, database, client, taskQueue, sweep, onOlderBuild, send },
    anOrder: (how: HowOrdered = {}) => aLivingOrder({ fixture, client, taskQueue, how }),
    decide: (row: Case, decision: string, more: object = {}, how = {}) =>
      send(row, 'decideCase', { caseId: row.id, decision, ...more }, how),
    view: (row: Case): Promise<CaseWorkflowView> =>
      client.workflow.getHandle(caseWorkflowId(row.id, row.round)).query<CaseWorkflowView>('caseView'),
    outcome: (row: Case): Promise<CaseOutcome> =>
      client.workflow.getHandle<() => Promise<CaseOutcome>>(caseWorkflowId(row.id, row.round)).result(),
    row: (id: string) => database.models.case.findUniqueOrThrow({ where: { id } }),
    /** The case of this kind, once its workflow runs. */
    async caseOf(orderId: string, kind: string): Promise<Case> {
      for (let tries = 0; ; tries += 1) {
        const found = await database.models.case.findFirst({
          where: { orderId, kind, workflowStarted: true },
        });
        if (found) return found;
        if (tries > 600) throw new Error(`No ${kind} case of ${orderId} was started`);
        await new Promise((done) => setTimeout(done, 100));
      }
    },
    async close() {
      worker.shutdown();
      await running;
      await environment.teardown();
      await fixture.drop();
    },
  };
}
export type CaseFixture = Awaited<ReturnType<typeof aCaseFixture>>;
