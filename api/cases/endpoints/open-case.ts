import { endpoint } from '#api/http/endpoint.ts';
import { keepAnswer } from '#api/http/keep-answer.ts';
import { http } from '#contracts/http.ts';
import { openByHand } from '../writes/open-by-hand.ts';
import { startCaseWorkflow } from '../writes/start-case-workflow.ts';

export const openCase = endpoint(http.openCase, async ({ deps, reader, keyed, body }) => {
  const { database } = deps;
  const { caseId } = await keepAnswer({
    database,
    keyed,
    work: (tx) => openByHand({ deps, tx, reader, keyed, body }),
  });
  const { workflowStarted } = await database.models.case.findUniqueOrThrow({ where: { id: caseId } });
  // The row is stored: when Temporal is unavailable the worker's sweep starts the workflow later.
  if (!workflowStarted) await startCaseWorkflow({ deps, caseId }).catch(() => undefined);
  return { ok: true as const, caseId, version: 1 };
});
