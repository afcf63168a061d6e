import type { Client } from '@temporalio/client';
import { caseTemporal } from '#activities/cases/case-temporal.ts';
import { type CaseLinkDeps, caseLinks } from '#activities/cases/links.ts';
import { caseWorkflowId, type StartCase } from '#contracts/cases/case-subject.ts';
import type { CaseLinks } from '#contracts/cases/effects.ts';
import { CASE_WORKFLOW } from '#contracts/names.ts';
import type { fakeActivities } from './fake-activities.ts';

export const CASE_SECRET = 'a secret of at least thirty-two letters';

/** Starts a workflow for each case that an order opens, and sends its decisions to the order; without a database. */
export function livingCases(input: {
  client: Client;
  taskQueue: string;
  fakes: ReturnType<typeof fakeActivities>;
}): Pick<CaseLinks, 'startCase' | 'sendDecision'> {
  const { client, taskQueue, fakes } = input;
  const temporal = caseTemporal(client);
  const noDatabase = undefined as unknown as CaseLinkDeps['database'];
  const { sendDecision } = caseLinks({
    ...{ database: noDatabase, secret: CASE_SECRET, cases: { temporal, taskQueue } },
  });
  return {
    sendDecision,
    async startCase({ caseId, round }) {
      const opened = fakes.openingOf(caseId);
      if (!opened) throw new Error(`Nobody opened case ${caseId}`);
      const { step, kind, helperId, dueAt } = opened.input as typeof opened.input & StartCase;
      const start: StartCase = {
        ...{ caseId, round, kind, variant: null, city: 'zibo', orderId: step.orderId, customerId: null },
        ...{ helperId, ownerId: null, version: 1, openedAt: step.at, dueAt, limitMs: 24 * 3_600_000 },
        ...{ outageGrace: '10 minutes', rehearsal: false },
      };
      await temporal.start({
        workflow: CASE_WORKFLOW,
        options: {
          ...{ workflowId: caseWorkflowId(caseId, round), taskQueue, args: [start] },
          workflowIdConflictPolicy: 'USE_EXISTING',
        },
      });
    },
  };
}
