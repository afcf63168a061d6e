import type { CaseKind } from './kinds.ts';

/** Timeline events about cases: ids, codes, times and amounts only. */
export interface CasesEvents {
  handedToAgent: { caseId: string };
  objected: { caseId: string; reason: string };
  caseOpened: { caseId: string; kind: CaseKind; reason: string };
  caseDecided: { caseId: string; kind: CaseKind; decision: string; amountFen?: number };
}
