/**
 * Ids of `patched()` calls, each with the date it came and when it may go. A changed step needs one as long as open
 * orders may hold the old history.
 */
export const PATCHES = {
  /** A choice refused with nobody left on the shortlist begins the next round; before, each of them had to be tried. */
  nobodyLeft: { since: '2026-11-22', removeWhen: 'no order placed before is open' },
  /** A helper who was taken stays on the shortlist and may be chosen once free again; before, she was struck off. */
  takenStays: { since: '2026-11-23', removeWhen: 'no order placed before is open' },
  /** A message that came while a transition ran is heard when it is over, by the rules of then; before, at once. */
  inTurn: { since: '2026-11-30', removeWhen: 'no order placed before is open' },
  /** A refused signal is not seen: its correct repetition counts. Before, it was dropped. Queried only when one is refused. */
  refusedSignal: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /** A case is a workflow of its own; before, its order decided it. Queried only where a case opens. */
  caseWorkflow: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
  /** A signal with a proof of the old form counts as unproven. Queried only when one arrives. */
  proofOfShape: { since: '2026-12-01', removeWhen: 'no order placed before is open' },
} as const satisfies Record<string, { since: string; removeWhen: string }>;
export type PatchId = keyof typeof PATCHES;
