import { type CaseRuleFacts, caseRuleRefusal } from '#contracts/cases/case-moves.ts';
import type { StartCase } from '#contracts/cases/case-subject.ts';
import type { MessageDefinition } from '#contracts/define-message.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import { type Envelope, type MessageBody, type MessagesOf, messagesOf } from '#contracts/messages.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { CaseState } from './case-state.ts';

export type CaseAction = keyof MessagesOf<'case'>;
export type CaseBody<A extends CaseAction> = MessageBody<'case', A>;
const MESSAGES = messagesOf('case') as Record<CaseAction, MessageDefinition>;

/** The error code if this message cannot be accepted now, or null. Pure and synchronous. */
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
  // A running transition is about to change the state. The rules are applied again when the message is processed.
  if (state.inMotion && !row.duringTransition) return null;
  const who = { id: (body as Envelope).by, role };
  return caseRuleRefusal(action, who, factsOf(state, input), body as Envelope);
}

const factsOf = (state: CaseState, input: StartCase): CaseRuleFacts => ({
  ...{ id: input.caseId, kind: state.kind, variant: state.newVariant ?? state.variant },
  ...{ ownerId: state.ownerId, hasDeadline: state.deadline !== null },
  retryable: state.parked !== null || state.needsOpsReason === 'noticeBounced',
});
