import type { Rule } from '#contracts/define-message.ts';
import type { UpdateBody } from '#contracts/messages.ts';
import { type CaseKind, decisionsOf, mayDecide } from './kinds.ts';

/** What the rules of an order's cases look at. */
export interface CaseFacts {
  /** The case whose decision the order waits for. */
  openCase: { kind: CaseKind } | null;
  /** Cases that can be decided now; an order's workflow knows only those that it decides itself. */
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
