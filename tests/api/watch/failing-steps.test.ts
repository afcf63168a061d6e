import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { watchActivities } from '#activities/worker/watch/watch-activities.ts';
import { failingSteps } from '#api/watch/failing-workflows.ts';
import { CASE_WORKFLOW, NOTICE_RELAY_ID, NOTICE_RELAY_WORKFLOW, ORDER_WORKFLOW } from '#contracts/names.ts';
import { aDatabase, type TestDatabase } from '#tests/support/postgres.ts';

const CASE = '00000000-0000-4000-8000-00000000ca5e';
const ORDER = 'JZ261201-ABCDEFGH';
let db: TestDatabase;
beforeAll(async () => {
  db = await aDatabase();
});
afterAll(() => db.drop());

/** One attempt of a step that fails. */
async function fails(workflowType: string, workflowId: string, attempt: number): Promise<void> {
  const info = { activityType: 'closeCase', activityId: '7', attempt, workflowType };
  const context = { info: { ...info, workflowExecution: { workflowId, runId: 'r' } } } as unknown as Context;
  const { inbound } = watchActivities({ database: db.database })(context);
  const attempted = inbound.execute?.({} as never, async () => {
    throw new Error('P0001');
  });
  await expect(attempted).rejects.toThrow('P0001');
}
/** Temporal, where these workflows still try step 7. */
const temporal = (trying: string[]) =>
  ({
    workflow: {
      getHandle: (workflowId: string) => ({
        describe: async () => ({
          raw: {
            pendingActivities: trying.includes(workflowId)
              ? [{ activityId: '7', attempt: 9, lastFailure: { message: 'P0001' } }]
              : [],
          },
        }),
      }),
    },
  }) as unknown as Client;
const onBoard = async (trying: string[]) =>
  (await failingSteps(temporal(trying), db.database)).map(({ kind, orderId, caseId, reason }) => ({
    ...{ kind, orderId, caseId, reason },
  }));

test('a step of an order or of a case that fails for the sixth time → on the board, until it is done', async () => {
  const [order, case_] = [`order-${ORDER}`, `case-${CASE}-1`];
  await fails(ORDER_WORKFLOW, order, 5);
  await fails(CASE_WORKFLOW, case_, 5);
  await fails(NOTICE_RELAY_WORKFLOW, NOTICE_RELAY_ID, 6);
  expect(await onBoard([order, case_])).toEqual([]);
  await fails(ORDER_WORKFLOW, order, 6);
  await fails(CASE_WORKFLOW, case_, 6);
  const storm = { kind: 'retryStorm', reason: 'closeCase ×9: P0001' };
  expect(await onBoard([order, case_])).toEqual([
    { ...storm, orderId: ORDER, caseId: null },
    { ...storm, orderId: null, caseId: CASE },
  ]);
  expect(await onBoard([order])).toEqual([{ ...storm, orderId: ORDER, caseId: null }]);
  expect(await db.database.models.stepTrouble.count()).toBe(1);
});
