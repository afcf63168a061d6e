import type { MessageDefinition } from '#contracts/define-message.ts';
import { messagesOf } from '#contracts/messages.ts';
import type { Role } from '#contracts/people/roles.ts';
import type { CaseMessage } from './case-rows.ts';
import { type CaseKind, mayDecide } from './kinds.ts';

/** What the rules of a case look at. */
export interface CaseFacts {
  kind: CaseKind;
  isOpen: boolean;
  /** False: it was opened before cases had workflows, and its order takes the decision. */
  hasWorkflow: boolean;
  ownerId: string | null;
  rehearsal: boolean;
  /** A step of its workflow is parked. */
  retryable: boolean;
}

const MESSAGES = messagesOf('case') as Record<CaseMessage, MessageDefinition>;

const rules: { [M in CaseMessage]?: (facts: CaseFacts, reader: { id: string; role: Role }) => boolean } = {
  decideCase: ({ kind }, { role }) => mayDecide(kind, role),
  releaseCase: ({ ownerId }) => ownerId !== null,
  retryStep: ({ retryable }) => retryable,
};

/** What a member of the staff may do with a case now; the rules of its workflow (workflows/case/case-rules.ts) say the same. */
export function caseMovesNow(reader: { id: string; role: Role }, facts: CaseFacts): CaseMessage[] {
  if (!facts.isOpen || (reader.role !== 'agent' && reader.role !== 'ops')) return [];
  return (Object.keys(MESSAGES) as CaseMessage[]).filter((name) => {
    const { who, rehearsal } = MESSAGES[name];
    if (!who.includes(reader.role) || (rehearsal && !facts.rehearsal)) return false;
    if (!facts.hasWorkflow && name !== 'decideCase') return false;
    return rules[name]?.(facts, reader) ?? true;
  });
}
