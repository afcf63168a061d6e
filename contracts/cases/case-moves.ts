import type { Asker, MessageDefinition, Rule } from '#contracts/define-message.ts';
import { DURABLE_RULES, type DurableFacts } from '#contracts/durable/rules.ts';
import type { ErrorCode } from '#contracts/errors.ts';
import { type Envelope, messagesOf } from '#contracts/messages.ts';
import { isStaff } from '#contracts/people/roles.ts';
import type { CaseMessage } from './case-rows.ts';
import { CASE_MESSAGES } from './messages.ts';
import { OPEN_CASE_RULES, type OpenCaseFacts } from './rules.ts';

/** Facts that the rules of messages into a case read. */
export interface CaseRuleFacts extends OpenCaseFacts, DurableFacts {}

export interface CaseFacts extends CaseRuleFacts {
  isOpen: boolean;
  /** False: the case was opened before cases had workflows, and its order applies the decision. */
  hasWorkflow: boolean;
  rehearsal: boolean;
}

const MESSAGES = messagesOf('case') as Record<CaseMessage, MessageDefinition>;
const RULES: Partial<Record<CaseMessage, Rule<never, CaseRuleFacts>>> = {
  ...DURABLE_RULES,
  ...OPEN_CASE_RULES,
};

/**
 * The error code if the rules of an open case refuse this message, or null. Without a body: if they refuse any body.
 */
export function caseRuleRefusal(
  action: CaseMessage,
  who: Asker,
  facts: CaseRuleFacts,
  body: Envelope | null,
): ErrorCode | null {
  const rule = RULES[action];
  return (body && rule?.says?.(body as never, facts)) ?? rule?.possible?.(who, facts) ?? null;
}

/**
 * The messages that this person may send into a case now. Its workflow applies the same rules
 * (workflows/case/case-rules.ts).
 */
export function caseMovesNow(reader: Asker, facts: CaseFacts): CaseMessage[] {
  if (!facts.isOpen || !isStaff(reader)) return [];
  return (Object.keys(MESSAGES) as CaseMessage[]).filter((name) => {
    const { who, rehearsal } = MESSAGES[name];
    if (!who.includes(reader.role) || (rehearsal && !facts.rehearsal)) return false;
    if (!facts.hasWorkflow && !CASE_MESSAGES.some((message) => message.name === name)) return false;
    return caseRuleRefusal(name, reader, facts, null) === null;
  });
}
