import type { Done, Move, Refusal } from '#contracts/transition.ts';
import type { CaseKind } from './kinds.ts';

/** The effects of an order on its cases. Implemented in activities/cases/. */
export interface CasesEffects {
  openCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      reason: string;
      helperId: string | null;
      dueAt: string | null;
      proposal?: string;
    },
  ): Promise<Done>;
  /** Writes what ops decided, with its penalty (kind `penalty`) in the same transaction. */
  decideCase(
    move: Move & {
      caseId: string;
      kind: CaseKind;
      decision: string;
      amountFen?: number;
      helperId: string | null;
    },
  ): Promise<Done | Refusal>;
}
