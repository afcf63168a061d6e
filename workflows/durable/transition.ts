import type { SearchValues } from '#contracts/names.ts';
import type { Actor } from '#contracts/transition.ts';
import type { SubjectState } from './state.ts';

/** The cause of a transition. */
export interface Because {
  actor: Actor;
  /** the id of the update or signal, or the label of a deadline */
  cause: string;
}

/** Activities. Each has one input with `step` and `enter`, and its result says whether the effect happened. */
export type EffectsOf<E> = { [N in keyof E]: (input: never) => Promise<{ ok: boolean }> };
type Input<E extends EffectsOf<E>, N extends keyof E> = Parameters<E[N]>[0];
export type Result<E extends EffectsOf<E>, N extends keyof E> = Awaited<ReturnType<E[N]>>;
export type Success<R> = Extract<R, { ok: true }>;

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
