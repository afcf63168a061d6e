import type { CaseOutcome, StartCase } from '#contracts/cases/case-subject.ts';
import type { CaseEnding } from '#contracts/cases/kinds.ts';
import { links } from '../activity-proxies.ts';
import { causedBy, type RequestOf } from '../durable/requests.ts';
import { because } from '../durable/transitions.ts';
import { type CaseContext, type CaseMessages, openCase } from './open-case.ts';

type Decision = RequestOf<CaseMessages, 'decideCase'>;
type Assigning = RequestOf<CaseMessages, 'handOverCase' | 'releaseCase' | 'takeOverCase'>;

/** One round of a case: until a person decides it, or an event answers its question. */
export async function caseWorkflow(input: StartCase): Promise<CaseOutcome> {
  const case_ = openCase(input); // creates state and handlers; nothing is awaited yet
  const { state } = case_;
  return case_.live(async () => {
    for (;;) {
      const request = await case_.next(['decideCase', 'handOverCase', 'releaseCase', 'takeOverCase'], {
        label: `运营处理工单 staff decide the ${state.kind} case`,
        deadline: state.deadline,
        unless: () => state.answeredBy !== null || state.newVariant !== null || isDueUnknown(case_),
      });
      if (request?.action === 'decideCase') {
        const ending = await decide(case_, request);
        if (ending) return ending;
      } else if (request) await assign(case_, request);
      else if (state.answeredBy) return overtake(case_);
      else if (state.newVariant) await changeQuestion(case_);
      else if (isDueUnknown(case_)) await tellOrderDue(case_);
      else await remind(case_);
    }
  });
}

/** If the decision concerns an order, the order applies it first. Its refusal is returned to the person who decided. */
async function decide(case_: CaseContext, request: Decision): Promise<CaseEnding | null> {
  const { state, input } = case_;
  const { decision, amountFen } = request.body;
  if (state.newVariant) await changeQuestion(case_);
  const amount = amountFen === undefined ? {} : { amountFen };
  if (input.orderId && state.kind !== 'general') {
    state.attempts += 1;
    const answer = await links.sendDecision({
      ...{ caseId: input.caseId, round: input.round, attempt: state.attempts, orderId: input.orderId },
      ...{ kind: state.kind, variant: state.variant, decision, ...amount, helperId: input.helperId },
      ...{ actor: request.actor, cause: request.cause },
    });
    if (!answer.ok) {
      request.answer = answer;
      return null;
    }
  }
  const to = { ...CLOSED, ending: 'decided' as const, decision };
  const closed = await case_.move(
    'closeCase',
    { ending: 'decided', decision, ...amount },
    { ...causedBy(request), to },
  );
  request.answer = closed.ok ? { ok: true, version: state.version } : closed;
  return closed.ok ? 'decided' : null;
}

const CLOSED = {
  stage: 'closed' as const,
  waitingFor: null,
  deadline: null,
  needsOps: false,
  needsOpsReason: null,
};

/** The case needs no decision any more. */
async function overtake(case_: CaseContext): Promise<CaseEnding> {
  const by = case_.state.answeredBy!;
  const to = { ...CLOSED, ending: 'overtaken' as const, decision: 'overtaken' };
  await case_.move('closeCase', { ending: 'overtaken', decision: by }, { ...because(by), to });
  return 'overtaken';
}

async function assign(case_: CaseContext, request: Assigning): Promise<void> {
  const { state } = case_;
  const to = { ownerId: ownerBy(request) };
  // Who was in charge is told by the one who took over, not by the one who gave the case away.
  const from = request.action === 'takeOverCase' ? { takenFrom: state.ownerId } : {};
  const result = await case_.move('assignCase', { ...to, ...from }, { ...causedBy(request), to });
  request.answer = result.ok ? { ok: true, version: state.version } : result;
}

function ownerBy(request: Assigning): string | null {
  switch (request.action) {
    case 'handOverCase':
      return request.body.to;
    case 'takeOverCase':
      return request.body.by;
    case 'releaseCase':
      return null;
  }
}

async function changeQuestion(case_: CaseContext): Promise<void> {
  const variant = case_.state.newVariant!;
  await case_.move('changeCase', { variant }, { ...because(variant), to: { variant } });
  case_.state.newVariant = null;
}

/** The due time passed: staff are alerted again. A timer never decides a case. */
async function remind(case_: CaseContext): Promise<void> {
  const deadline = Date.now() + case_.input.limitMs;
  await case_.move('remindOfCase', {}, { ...because('case overdue'), to: { deadline } });
}

const isDueUnknown = ({ state, input }: CaseContext): boolean =>
  input.orderId !== null && state.kind !== 'general' && state.deadline !== state.orderKnows;

/** The order's deadline is set to the due time of the case that it waits for. */
async function tellOrderDue(case_: CaseContext): Promise<void> {
  const { state, input } = case_;
  const { deadline } = state;
  const { caseId, orderId } = input;
  await links.sendDueTime({
    ...{ caseId, orderId: orderId!, version: state.version },
    dueAt: new Date(deadline!).toISOString(),
  });
  state.orderKnows = deadline;
}
