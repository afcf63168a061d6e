/**
 * What every durable subject knows about itself. The whole state of a subject is one JSON value (ids, codes, times and
 * amounts), so that a subject can continue as new with it.
 */
export interface SubjectState {
  /** The last one is `closed`. */
  stage: string;
  waitingFor: string | null;
  /** ms since epoch */
  deadline: number | null;
  /** Grows with every transition. */
  version: number;
  /** Counts the transitions that were started; part of their keys. */
  steps: number;
  needsOps: boolean;
  needsOpsReason: string | null;
  /** A transition runs: what the rules say now may have changed when it is over. */
  inMotion: boolean;
  /** A step that failed for a reason no retry can mend, and waits until staff retry it. */
  parked: string | null;
  /** Rehearsal: how much time was let pass. Calendar times are compared with now + shift. */
  clockShiftMs: number;
  /** Messages from outside that did not fit and were counted and ignored. */
  ignoredMessages: number;
  /** Ids of the signals that were accepted, so that each counts once. */
  seenSignals: string[];
}

/** The part of the state above with which a subject starts. */
export const newSubjectState = (stage: string): SubjectState => ({
  stage,
  waitingFor: 'system',
  deadline: null,
  version: 0,
  steps: 0,
  needsOps: false,
  needsOpsReason: null,
  inMotion: false,
  parked: null,
  clockShiftMs: 0,
  ignoredMessages: 0,
  seenSignals: [],
});

export const isClosed = (state: SubjectState): boolean => state.stage === 'closed';
