/**
 * Ids of `patched()` calls, each with the date of its introduction and the condition for its removal. A changed step
 * needs one as long as open orders may have the old history.
 */
export const PATCHES = {
  /**
   * A choice refused with nobody left on the shortlist starts the next round. Before, the customer had to try each
   * candidate.
   */
  nobodyLeft: { since: '2026-11-22', removeWhen: 'no order placed before is open' },
  /**
   * A helper whose slot was taken stays on the shortlist and may be chosen once she is free again. Before, she was
   * removed.
   */
  takenStays: { since: '2026-11-23', removeWhen: 'no order placed before is open' },
  /**
   * A message that arrived while a transition ran is processed afterwards, by the rules that hold then. Before, it was
   * processed at once.
   */
  inTurn: { since: '2026-11-30', removeWhen: 'no order placed before is open' },
  /**
   * A refused signal does not count as seen: its correct repetition is accepted. Before, it was dropped. Queried only
   * when a signal is refused.
   */
  refusedSignal: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /** A case has its own workflow. Before, its order decided it. Queried only where a case opens. */
  caseWorkflow: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /** A signal with a proof of the old form is treated as unproven. Queried only when one arrives. */
  proofOfShape: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /** Too many wrong start codes open the arrival case. Before, nobody heard of them. Queried only when that happens. */
  lockedCode: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /**
   * A customer whose helper was replaced leaves free until her next signature. Before, until the end of the order.
   * Queried only when she signs again.
   */
  freeExitEnds: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /**
   * Staff who confirmed the arrival or the end of a visit do not confirm or review it for the customer. Queried only when
   * they do the former.
   */
  actedForHelper: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
} as const satisfies Record<string, { since: string; removeWhen: string }>;
export type PatchId = keyof typeof PATCHES;
