/**
 * The state that every durable subject has. The whole state of a subject is one JSON value (ids, codes, times and
 * amounts), so that a subject can continue as new with it.
 */
export interface SubjectState {
  /** The last stage is `closed`. */
  stage: string;
  waitingFor: string | null;
  /** ms since epoch */
  deadline: number | null;
  /** Incremented by every transition. */
  version: number;
  /** Counts the transitions that were started; part of their keys. */
  steps: number;
  needsOps: boolean;
  needsOpsReason: string | null;
  /** A transition is running: the rules may give another answer when it has finished. */
  inMotion: boolean;
  /** A step that failed with a non-retryable error and waits until staff retry it. */
  parked: string | null;
  /** Rehearsal: the skipped time. Calendar times are compared with now + shift. */
  clockShiftMs: number;
  /** Invalid messages from outside that were counted and ignored. */
  ignoredMessages: number;
  /** Ids of the accepted signals, by which duplicates are ignored. */
  seenSignals: string[];
}

/** The initial value of the state above. */
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
