import type { CaseKind } from './cases/kinds.ts';
import type { Fee } from './money/ending-fee.ts';
import type { Ending, Stage } from './orders/stages.ts';
import type { Role } from './people/roles.ts';

/** What may stand on an order's timeline, with the typed payload of each kind: ids, codes, times and amounts only. */
export interface EventPayloads {
  inquiryReceived: { channel: string; complete: boolean; named?: string };
  inquiryCompleted: Record<string, never>;
  handedToAgent: { caseId: string };
  helpersRecommended: { round: number; helpers: string[] };
  noHelperFound: { round: number };
  rematchAsked: { round: number; reasons: string[]; named?: string; startsAt?: string };
  offerAccepted: { helperId: string };
  offerDeclined: { helperId: string };
  helperChosen: { helperId: string; totalFen: number; startsAt: string; agreementId: string };
  dispatchedByHand: {
    helperId: string;
    totalFen: number;
    startsAt: string;
    agreementId: string;
    reason: string;
  };
  agreementSigned: { party: 'customer' | 'helper'; agreementId: string; termsHash: string };
  agreementSealed: { agreementId: string; termsHash: string; documentSha256: string };
  helperSilent: { helperId: string };
  helperWithdrew: { helperId: string; reason: string };
  /** Ops found the booked helper unfit (certificate, removal, leave): the next round starts. */
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
  completionConfirmed: { by: 'customer' | 'deadline' | 'ops' };
  objected: { caseId: string; reason: string };
  caseOpened: { caseId: string; kind: CaseKind; reason: string };
  caseDecided: { caseId: string; kind: CaseKind; decision: string; amountFen?: number };
  settled: { totalFen: number; helperFen: number; platformFen: number; reductionFen: number };
  paymentReceived: { paymentId: string; amountFen: number; source: 'gateway' | 'cash' };
  paymentOverdue: Record<string, never>;
  paymentWrittenOff: { amountFen: number };
  reviewed: { averageX100: number; contractKept: boolean };
  noReview: Record<string, never>;
  rewardGranted: { helperId: string; points: number; bonusFen: number };
  penaltyDecided: { helperId: string; kind: string; reason: string };
  feeCharged: Fee;
  feeWaived: { fen: number; reason: string };
  deadlineExtended: { by: 'ops' | 'outage' | 'visit'; minutes: number; until: string };
  timePassed: { minutes: number };
  needsOps: { reason: string };
  opsRepaired: { reason: string };
  noticeBounced: { noticeId: string };
  closed: { ending: Ending; reason?: string };
}
export type EventKind = keyof EventPayloads;
export type OrderEventOf<K extends EventKind = EventKind> = {
  [E in K]: { kind: E; payload: EventPayloads[E] };
}[K];

/** The reason of a repair that sends a bounced notice to nobody any more: ops have told the person. */
export const TOLD_BY_PHONE = 'toldByPhone';

/** The two sides of an agreement. */
export type Party = 'customer' | 'helper';
/** Who or what ended a proposed time: a side (its own proposer: withdrawn), silence, the visit itself, a lost slot. */
export type DeclinedBy = Party | 'deadline' | 'overtaken' | 'slotTaken';

export interface TimelineEvent {
  id: string;
  kind: EventKind;
  payload: Record<string, unknown>;
  role: Role | 'system';
  verified: boolean;
  at: string;
  version: number;
  stage?: Stage;
}
