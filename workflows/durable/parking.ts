import { ActivityFailure, ApplicationFailure, condition, log } from '@temporalio/workflow';
import type { SubjectState } from './state.ts';

/** A step that fails with a non-retryable error parks its subject until staff retry it. */
export function createParking(subject: {
  state: SubjectState;
  display: () => void;
  /** Writes to the timeline and the row that a step is parked. */
  record: () => Promise<void>;
}) {
  const { state, display } = subject;
  let retryAsked = false;

  async function untilDone<R>(name: string, key: string, run: () => Promise<R>): Promise<R> {
    for (;;) {
      try {
        return await run();
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        const type = error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'Unknown') : 'Unknown';
        log.error('step parked: its failure is not retryable', { step: key, type });
        await parkUntilRetried(`${name}: ${type}`);
      }
    }
  }

  /** The subject stops and is shown on the board until staff retry the step. */
  async function parkUntilRetried(why: string): Promise<void> {
    retryAsked = false;
    state.parked = why;
    const { needsOps, needsOpsReason } = state;
    display();
    try {
      await subject.record();
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
    }
    await condition(() => retryAsked);
    Object.assign(state, { needsOps, needsOpsReason, parked: null });
    display();
  }

  return {
    untilDone,
    /** Runs the parked step again. */
    retry: (): void => {
      retryAsked = true;
    },
  };
}
