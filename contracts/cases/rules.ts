import type { Rule } from '#contracts/define-message.ts';
import type { MessageBody, MessagesOf, UpdateBody } from '#contracts/messages.ts';
import { type CaseKind, decisionsOf, mayDecide } from './kinds.ts';

/** Facts that the rules of an order's cases read. */
export interface CaseFacts {
  /** The case whose decision the order waits for. */
  openCase: { kind: CaseKind } | null;
  /** Cases that can be decided now. The workflow of an order knows only those it decides itself. */
  decidable: readonly { id: string; kind: CaseKind; variant?: string | null }[];
  booked: { totalFen: number } | null;
}

export const CASE_RULES: { [A in 'object' | 'decideCase']: Rule<UpdateBody<A>, CaseFacts> } = {
  object: { possible: (_, { openCase }) => (openCase?.kind === 'objection' ? 'WrongStage' : null) },
  decideCase: {
    possible: ({ role }, { decidable }) => {
      if (decidable.length === 0) return 'NoSuchCase';
      return decidable.some(({ kind }) => mayDecide(kind, role)) ? null : 'NotAllowed';
    },
    says: ({ caseId, decision, amountFen, role }, { decidable, booked }) => {
      const decided = decidable.find(({ id }) => id === caseId);
      if (!decided) return 'NoSuchCase';
      if (!mayDecide(decided.kind, role)) return 'NotAllowed';
      if (!decisionsOf(decided.kind, decided.variant).includes(decision)) return 'InvalidInput';
      if (decision !== 'reducePrice') return null;
      return amountFen && amountFen <= (booked?.totalFen ?? 0) ? null : 'AmountMismatch';
    },
  },
};

/** Facts that the rules of messages into an open case read, besides those of every subject. */
export interface OpenCaseFacts {
  id: string;
  kind: CaseKind;
  /** The variant of the question, once it has changed. */
  variant: string | null;
  ownerId: string | null;
}

type Ruled = {
  [A in keyof MessagesOf<'case'>]: MessagesOf<'case'>[A] extends { subject: 'case'; rule: true } ? A : never;
}[keyof MessagesOf<'case'>];
export const OPEN_CASE_RULES: { [A in Ruled]: Rule<MessageBody<'case', A>, OpenCaseFacts> } = {
  decideCase: {
    possible: ({ role }, { kind }) => (mayDecide(kind, role) ? null : 'NotAllowed'),
    says: ({ caseId, decision, amountFen, role }, { id, kind, variant }) => {
      if (caseId !== id) return 'NoSuchCase';
      if (!mayDecide(kind, role)) return 'NotAllowed';
      if (!decisionsOf(kind, variant).includes(decision)) return 'InvalidInput';
      return decision === 'reducePrice' && !amountFen ? 'AmountMismatch' : null;
    },
  },
  takeOverCase: { possible: ({ id }, { ownerId }) => (ownerId === id ? 'WrongStage' : null) },
  releaseCase: { possible: (_, { ownerId }) => (ownerId === null ? 'WrongStage' : null) },
};
