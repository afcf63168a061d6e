/** Timeline events about finding a helper: ids, codes, times and amounts only. */
export interface MatchingEvents {
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
}
