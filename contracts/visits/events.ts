import type { Party } from '#contracts/people/roles.ts';

/** Timeline events about the visit: ids, codes, times and amounts only. */
export interface VisitsEvents {
  helperWithdrew: { helperId: string; reason: string };
  /** Ops marked the booked helper as unfit (certificate, removal, leave): the next round starts. */
  helperReplaced: { helperId: string; reason: string };
  rescheduleProposed: { proposalId: string; by: Party; from: string; to: string; until: string };
  rescheduleDeclined: { proposalId: string; side: Party; by: DeclinedBy };
  rescheduled: {
    amendmentId: string;
    from: string;
    to: string;
    by: Party;
    consent: 'given' | 'notNeeded';
    hash: string;
  };
  visitDue: Record<string, never>;
  helperDeparted: Record<string, never>;
  helperLate: { minutes: number };
  checkedIn: { proof: 'code' | 'override'; deviceAt?: string };
  checkedOut: { deviceAt?: string; minutes: number };
  /** `onBehalf`: staff confirmed for the customer. */
  completionConfirmed: { by: 'customer' | 'agent' | 'deadline' | 'ops'; onBehalf?: true };
}

/** What ended a proposal: one side (the proposer: withdrawn), no answer, the visit itself, a lost slot. */
export type DeclinedBy = Party | 'deadline' | 'overtaken' | 'slotTaken';
