import { CancellationScope } from '@temporalio/workflow';
import type { Actor } from '#contracts/transition.ts';
import { createParking } from './parking.ts';
import type { SubjectState } from './state.ts';
import type { Because, EffectsOf, Fields, How, Result, Success, TransitionSubject } from './transition.ts';

export const SYSTEM: Actor = { id: null, role: 'system' };
export const because = (label: string): Because => ({ actor: SYSTEM, cause: label });

/**
 * One transition is one activity and one idempotent transaction; they run one after the other. The state changes after
 * it succeeded. A step that fails with a non-retryable error parks the subject until staff retry it.
 */
export function createTransitions<S extends SubjectState, P extends Partial<S>, E extends EffectsOf<E>>(
  subject: TransitionSubject<S>,
) {
  const { state } = subject;
  let queue: Promise<unknown> = Promise.resolve();
  let running = 0;

  const parking = createParking({
    state,
    display: subject.display,
    /** Best effort: the cause of the failure may fail this too. Then only the Temporal UI shows it. */
    async record(): Promise<void> {
      const event = { kind: 'needsOps', payload: { reason: 'parked' } };
      const enter = subject.project({ ...state, needsOps: true, needsOpsReason: 'parked' });
      await execute('recordEvent', { event, step: stepOf(nextKey('recordEvent'), because('parked')), enter });
      state.version += 1;
    },
  });

  async function move<N extends keyof E & string>(
    name: N,
    fields: Fields<E, N>,
    how: How<P, E, N>,
  ): Promise<Result<E, N>> {
    running += 1;
    state.inMotion = true;
    const turn = queue.then(() => CancellationScope.nonCancellable(() => run(name, fields, how)));
    queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      running -= 1;
      state.inMotion = running > 0;
    }
  }

  async function run<N extends keyof E & string>(
    name: N,
    fields: Fields<E, N>,
    how: How<P, E, N>,
  ): Promise<Result<E, N>> {
    const to = typeof how.to === 'function' ? how.to() : how.to;
    const key = nextKey(name);
    const result = await parking.untilDone<Result<E, N>>(name, key, () =>
      execute(name, {
        ...fields,
        ...Object.fromEntries(
          Object.entries<P>((how.places ?? {}) as Record<string, P>).map(([field, place]) => [
            field,
            at(place),
          ]),
        ),
        step: stepOf(key, how),
        enter: at(to),
      }),
    );
    if (result.ok && !how.unchanged?.(result)) {
      Object.assign(state, how.arrive?.(result as Success<Result<E, N>>) ?? to);
      state.version += 1;
      subject.display(how.shows?.(result as Success<Result<E, N>>));
    }
    return result;
  }

  const at = (place: P): object => subject.project({ ...state, ...place });

  function nextKey(name: string): string {
    state.steps += 1;
    return `${subject.keyPrefix}:${name}:${state.steps}`;
  }

  const stepOf = (key: string, { actor, cause }: Because) => ({
    key,
    ...subject.ref,
    version: state.version + 1,
    actor,
    cause,
    at: new Date().toISOString(),
  });

  function execute<R>(name: string, input: object): Promise<R> {
    const activity = subject.activities[name] as {
      executeWithOptions(options: { summary: string }, args: [object]): Promise<R>;
    };
    return activity.executeWithOptions({ summary: subject.summaries[name] ?? name }, [input]);
  }

  return { move, retryParked: parking.retry };
}
