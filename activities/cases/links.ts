import { isVouchedFor } from '#activities/transition/is-verified.ts';
import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import type { CaseLinks, SentDecision } from '#contracts/cases/effects.ts';
import type { ApplyDecisionBody } from '#contracts/cases/messages.ts';
import type { Answer } from '#contracts/errors.ts';
import type { Database } from '#platform/database.ts';
import { makeProof, type Secret } from '#platform/proof.ts';
import { applyToClosedOrder } from './apply-to-closed-order.ts';
import { CASE } from './case-subject.ts';
import type { CaseTemporal } from './case-temporal.ts';
import { markStarted, startOfCase } from './start-case.ts';

export interface CaseLinkDeps {
  database: Database;
  secret: Secret;
  cases: { temporal: CaseTemporal; taskQueue: string; publicUrl?: string | undefined };
}

/** Effects of a case that are no transitions of it. */
export function caseLinks(deps: CaseLinkDeps): CaseLinks {
  const { database, cases } = deps;
  return {
    async startCase({ caseId }) {
      const request = await startOfCase({ database, caseId, ...cases });
      if (!request) throw new Error(`There is no case ${caseId}`);
      await cases.temporal.start(request);
      await markStarted(database, caseId);
    },

    async sendDecision(input): Promise<Answer> {
      if (!isProven(deps.secret, input)) return { ok: false, code: 'Unverified' };
      const { orderId, caseId, round, attempt } = input;
      // The same decision sent again gets the same answer.
      const updateId = `${caseId}/${round}/${attempt}`;
      const answer = await cases.temporal.applyDecision({
        orderId,
        updateId,
        body: bodyOf(deps, input, updateId),
      });
      return answer === 'gone' ? applyToClosedOrder({ database, decision: input, cause: updateId }) : answer;
    },

    async sendDueTime({ caseId, orderId, version, dueAt }) {
      const messageId = `due-${caseId}-${version}`;
      await cases.temporal.moveDue({ orderId, body: { messageId, caseId, dueAt } });
    },
  };
}

/** The person's proof names the case. From here on the platform vouches for the decision. */
function isProven(secret: Secret, { actor, cause, caseId, round }: SentDecision): boolean {
  return isVouchedFor(secret, { subject: CASE.kind, id: caseSubjectId(caseId, round) }, { actor, cause });
}

function bodyOf({ secret }: CaseLinkDeps, input: SentDecision, messageId: string): ApplyDecisionBody {
  const { orderId, caseId, round, kind, variant, decision, amountFen, helperId, actor } = input;
  const body = {
    ...{ by: actor.id!, role: actor.role as ApplyDecisionBody['role'] },
    ...(actor.reason ? { reason: actor.reason } : {}),
    ...(actor.noteId ? { noteId: actor.noteId } : {}),
    ...{ caseId, round, kind, decision },
    ...(variant ? { variant } : {}),
    ...(amountFen === undefined ? {} : { amountFen }),
    ...(helperId ? { helperId } : {}),
  };
  const claim = { subject: 'order', id: orderId, message: 'applyDecision', messageId };
  return { ...body, proof: makeProof(secret, { ...claim, body }) };
}
