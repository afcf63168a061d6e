import type { AnyStep } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';
import type { Statement } from '#platform/sql.ts';

/** A timeline event: codes, ids, times and amounts only. */
export interface EventLike {
  kind: string;
  payload: object;
}

/** The result of an effect: the answer, the timeline events, and changes of the projection besides `enter`. */
export interface Outcome<R, Row, Event extends EventLike, Enter> {
  result: R;
  events: Event[];
  enter?: Enter;
  changes?: Partial<Row>;
}

/** The stored result of a key. */
export interface Done {
  inputHash: string;
  result: unknown;
}

export interface Writing<Row, Event extends EventLike, Enter> {
  tx: Tx;
  id: string;
  step: AnyStep;
  row: Row;
  enter: Enter;
  events: Event[];
  changes: Partial<Row>;
  /** Whether a proof vouches for the actor. */
  verified: boolean;
}

/** How the rows of one kind of subject are locked and written. */
export interface TransitionSubject<Row extends { version: number }, Event extends EventLike, Enter> {
  kind: string;
  /**
   * The row under its lock, and the result stored under this key. A transaction that waited for the lock sees the
   * newest row, but not results stored meanwhile: if the version is already taken, the result has to be queried again.
   */
  lockForStep: (
    tx: Tx,
    step: { id: string; key: string },
  ) => Promise<{ row: Row; done: Done | null } | undefined>;
  lock: (tx: Tx, id: string) => Promise<unknown>;
  movesMoney: (action: string | undefined) => boolean;
  /** Parts of one statement that write projection, timeline and notices, and what it selects: live notifications. */
  write: (writing: Writing<Row, Event, Enter>) => Promise<{ parts: Statement[]; select: Statement }>;
}

/** The id of a step's subject. */
export const subjectIdOf = (step: AnyStep): string => ('orderId' in step ? step.orderId : step.id);
