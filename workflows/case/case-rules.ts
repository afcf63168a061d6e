import type { StartCase } from '#contracts/cases/case-subject.ts';
import { decisionsOf, mayDecide } from '#contracts/cases/kinds.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import { type Envelope, type MessageBody, type MessagesOf, messagesOf } from '#contracts/messages.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { CaseState } from './case-state.ts';

export type CaseAction = keyof MessagesOf<'case'>;
export type CaseBody<A extends CaseAction> = MessageBody<'case', A>;
const MESSAGES = messagesOf('case') as Record<CaseAction, MessageDefinition>;

/** May this message be taken now? Null, or the code of the refusal. Pure and synchronous. */
export function caseRefusal<A extends CaseAction>(
  action: A,
  body: CaseBody<A>,
  state: CaseState,
  input: StartCase,
): ErrorCode | null {
  const row = MESSAGES[action];
  const { role, proof } = body as Envelope;
  if (!row.who.includes(role) || !isStaff({ role })) return 'NotAllowed';
  if (state.stage === 'closed' || state.answeredBy) return 'CaseClosed';
  if (row.rehearsal && !input.rehearsal) return 'NotRehearsal';
  if (row.money && !proof) return 'Unverified';
  // While a transition runs the state is about to change: the rules are asked again in the message's turn.
  if (state.inMotion && !row.duringTransition) return null;
  return (rules as Partial<Record<CaseAction, Rule<A>>>)[action]?.(body, state, input) ?? null;
}

type Rule<A extends CaseAction> = (body: CaseBody<A>, state: CaseState, input: StartCase) => ErrorCode | null;

type Ruled = { [A in CaseAction]: MessagesOf<'case'>[A] extends { rule: true } ? A : never }[CaseAction];
const rules: { [A in Ruled]: Rule<A> } = {
  decideCase: ({ caseId, decision, amountFen, role }, state, input) => {
    if (caseId !== input.caseId) return 'NoSuchCase';
    if (!mayDecide(state.kind, role)) return 'NotAllowed';
    if (!decisionsOf(state.kind, state.newVariant ?? state.variant).includes(decision)) return 'InvalidInput';
    return decision === 'reducePrice' && !amountFen ? 'AmountMismatch' : null;
  },
  releaseCase: (_, state) => (state.ownerId === null ? 'WrongStage' : null),
  retryStep: (_, state) =>
    state.parked || state.needsOpsReason === 'noticeBounced' ? null : 'NothingToRetry',
};
