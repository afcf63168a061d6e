import { endpoint } from '#api/http/endpoint.ts';
import { askAnswer } from '#api/messages/tell.ts';
import { http } from '#contracts/http.ts';
import { caseTarget } from '../case-target.ts';
import { findCase } from '../reads/find-case.ts';

export const caseAnswer = endpoint(http.caseAnswer, async ({ deps, reader, params }) => {
  const { caseId, answerId } = params;
  const found = await findCase({ database: deps.database, reader, caseId });
  return askAnswer({ deps, target: caseTarget(deps, found), answerId });
});
