import { setHandler } from '@temporalio/workflow';
import { type CaseOutcome, caseSubjectId, type StartCase } from '#contracts/cases/case-subject.ts';
import type { CaseActivities } from '#contracts/cases/effects.ts';
import type { CaseEnding } from '#contracts/cases/kinds.ts';
import { CASE_SIGNALS, type CaseSignals } from '#contracts/cases/messages.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import { messagesOf, shapeOf } from '#contracts/messages.ts';
import { caseEffects } from '../activity-proxies.ts';
import { openSubject } from '../durable/open-subject.ts';
import type { MessageRow } from '../durable/receive.ts';
import { because } from '../durable/transitions.ts';
import { type CaseAction, type CaseBody, caseRefusal } from './case-rules.ts';
import { type CaseState, newCaseState } from './case-state.ts';
import { caseView, detailsOf, iso, viewOf } from './case-view.ts';

export type CaseMessages = { [A in CaseAction]: CaseBody<A> };
export type CasePlace = Partial<
  Pick<
    CaseState,
    | 'stage'
    | 'ending'
    | 'waitingFor'
    | 'deadline'
    | 'needsOps'
    | 'needsOpsReason'
    | 'clockShiftMs'
    | 'ownerId'
  > &
    Pick<CaseState, 'variant' | 'decision'>
>;
export type CaseContext = ReturnType<typeof openCase>;
/** No visit of a person moves the deadline of a case. */
type About = { helperId: null };
type Effects = CaseActivities & {
  recordEvent(input: {
    step: unknown;
    enter: { stage: string; deadline: string | null };
    event: unknown;
  }): Promise<{ ok: true }>;
};

const SUMMARIES: Record<string, string> = {
  assignCase: '工单负责人 who is in charge',
  changeCase: '问题已变化 the question has changed',
  remindOfCase: '工单超时 overdue: staff are alerted again',
  closeCase: '工单结束 close the case',
  recordEvent: '记录 put on the timeline',
  checkDeadline: '时限核对 was it our outage?',
};

/** The state of one case and everything its workflow uses. All handlers are set before anything is awaited. */
export function openCase(input: StartCase) {
  const state = newCaseState(input);
  const { caseId, round } = input;
  const id = caseSubjectId(caseId, round);
  const subject = openSubject<CaseState, CasePlace, Effects, CaseMessages, About>({
    state,
    ref: { subject: 'case', id },
    keyPrefix: `case/${id}`,
    activities: caseEffects,
    summaries: SUMMARIES,
    project: (s) => ({
      stage: s.stage,
      waitingFor: s.waitingFor,
      deadline: iso(s.deadline),
      needsOps: s.needsOps,
      needsOpsReason: s.needsOpsReason,
      clockShiftMs: s.clockShiftMs,
    }),
    display: {
      valuesAtStart: { OwnerId: input.ownerId, StageDeadline: iso(state.deadline), NeedsOps: true },
      valuesNow: () => ({
        OwnerId: state.ownerId,
        StageDeadline: iso(state.deadline),
        NeedsOps: state.stage === 'open',
      }),
      details: () => detailsOf(state, input),
    },
    rule: (action, body) => {
      const code = caseRefusal(action, body as never, state, input);
      return code && { ok: false, code };
    },
    endings: {},
    // Staff decide a case on the platform. A cancellation from the Temporal UI is noted and closes nothing.
    onCancel: { noted: noteCancel },
    nobody: { helperId: null },
    outageGrace: input.outageGrace,
    afterBounce: () => ({ needsOps: true, needsOpsReason: state.kind }),
  });

  function noteCancel(): Promise<unknown> {
    const event = { kind: 'cancelIgnored', payload: {} };
    return subject.move('recordEvent', { event }, { ...because('cancel'), to: {} });
  }

  subject.receive<CaseSignals>({
    messages: rows,
    anytime: {},
    signals: CASE_SIGNALS,
    onSignal: {
      questionAnswered: ({ by }) => {
        state.answeredBy ??= by as CaseState['answeredBy'];
        return undefined;
      },
      questionChanged: ({ variant }) => {
        state.newVariant = variant;
        return undefined;
      },
    },
  });
  setHandler(caseView, () => viewOf(state, input), { description: '工单现状 where the case is' });

  return {
    input,
    state,
    move: subject.move,
    next: subject.next,
    async live(story: () => Promise<CaseEnding>): Promise<CaseOutcome> {
      const ending = await subject.live(story, {
        close: async () => undefined, // the workflow ends with the transition that closes the row
        closedAnswer: { ok: false, code: 'CaseClosed' },
      });
      return { caseId, round, ending: ending as CaseEnding, version: state.version };
    },
  };
}

const definitions = Object.values(messagesOf('case')) as MessageDefinition[];
const rows = Object.fromEntries(
  definitions.map((message) => [
    message.name,
    { shape: shapeOf(message), description: message.describe } satisfies MessageRow,
  ]),
) as Record<CaseAction, MessageRow>;
