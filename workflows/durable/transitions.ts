import { CancellationScope } from '@temporalio/workflow';
import type { SearchValues } from '#contracts/names.ts';
import type { Actor } from '#contracts/transition.ts';
import { createParking } from './parking.ts';
import type { SubjectState } from './state.ts';

/** The cause of a transition. */
export interface Because {
  actor: Actor;
  /** the id of the update or signal, or the label of a deadline */
  cause: string;
}
export const SYSTEM: Actor = { id: null, role: 'system' };
export const because = (label: string): Because => ({ actor: SYSTEM, cause: label });

/** Activities. Each has one input with `step` and `enter`, and its result says whether the effect happened. */
export type EffectsOf<E> = { [N in keyof E]: (input: never) => Promise<{ ok: boolean }> };
type Input<E extends EffectsOf<E>, N extends keyof E> = Parameters<E[N]>[0];
export type Result<E extends EffectsOf<E>, N extends keyof E> = Awaited<ReturnType<E[N]>>;
type Success<R> = Extract<R, { ok: true }>;

/** Fields of an input that hold a projection: `enter`, and those that `places` names. */
type PlaceField<I> = {
  [K in keyof I]: I[K] extends { stage: string; deadline: string | null } ? K : never;
}[keyof I];
export type Fields<E extends EffectsOf<E>, N extends keyof E> = Omit<
  Input<E, N>,
  'step' | PlaceField<Input<E, N>>
>;
type MorePlaces<E extends EffectsOf<E>, N extends keyof E> = Exclude<PlaceField<Input<E, N>>, 'enter'>;

export interface How<P, E extends EffectsOf<E>, N extends keyof E> extends Because {
  /**
   * The projection after the transition. Omitted fields keep their value. A function is called when the transition
   * starts.
   */
  to: P | (() => P);
  /** Chooses the projection when it depends on the result of the effect. */
  arrive?: (result: Success<Result<E, N>>) => P;
  /** Other projections that the effect may choose, by the field of its input. */
  places?: { [F in MorePlaces<E, N> & string]: P };
  /** Search attributes that depend on the result and are not in the state yet. */
  shows?: (result: Success<Result<E, N>>) => SearchValues;
  /** The effect had nothing to change: the version stays. */
  unchanged?: (result: Result<E, N>) => boolean;
}

/** What the transitions need to know about a subject. */
export interface TransitionSubject<S extends SubjectState> {
  state: S;
  /** The id of the subject in each step: `{ orderId }` for an order, `{ subject, id }` for all others. */
  ref: Record<string, string>;
  /** The prefix of its keys; unique among all subjects. */
  keyPrefix: string;
  /** The summary of each activity in the Temporal UI. */
  summaries: Record<string, string>;
  activities: Record<string, unknown>;
  /** The projection of the state, with times as ISO strings. */
  project: (state: S) => object;
  display: (more?: SearchValues) => void;
}

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
