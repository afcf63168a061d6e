import { allHandlersFinished, CancellationScope, condition, isCancellation } from '@temporalio/workflow';
import { millis } from '#contracts/durations.ts';
import type { Answer } from '#contracts/errors.ts';
import type { Declaration, KernelEffects, Living, Receiving } from './declaration.ts';
import { createDisplay } from './display.ts';
import { receiveSignals, receiveUpdates } from './receive.ts';
import type { AnyRequest } from './requests.ts';
import { type StaffMessages, staffMessages } from './staff-messages.ts';
import type { SubjectState } from './state.ts';
import type { EffectsOf } from './transition.ts';
import { because, createTransitions } from './transitions.ts';
import { EarlyEnding, noLater, type Wait } from './wait.ts';
import { createWaits } from './waits.ts';

/** The kernel of one durable subject: its transitions, waits, messages and end. Nothing is awaited here. */
export function openSubject<
  S extends SubjectState,
  P extends Partial<S>,
  E extends EffectsOf<E>,
  M extends StaffMessages,
  About extends object,
>(subject: Declaration<S, M, About>) {
  const { state, rule, onCancel } = subject;
  // A handler that runs after a noted cancellation must still be able to wait.
  const shielded: <R>(work: () => Promise<R>) => Promise<R> =
    'noted' in onCancel ? (work) => CancellationScope.nonCancellable(work) : (work) => work();
  const display = createDisplay(subject.display);
  const { move, retryParked } = createTransitions<S, P, E>({ ...subject, display });
  // Every subject has these effects; that `E` contains them cannot be said of a generic type.
  const kernelMove = move as unknown as ReturnType<
    typeof createTransitions<S, Partial<S>, KernelEffects>
  >['move'];
  const waits = createWaits<M, About>({ ...subject, outageInside });
  const staff = staffMessages({
    state,
    rule: rule as never,
    mainWait: waits.mainWait,
    retryParked,
    record: (event, { actor, cause, to }) =>
      kernelMove('recordEvent', { event }, { actor, cause, to: to as Partial<S> }),
    afterBounce: subject.afterBounce,
  });

  async function outageInside(wait: Wait<About>): Promise<number | null> {
    const { extendedTo } = await kernelMove(
      'checkDeadline',
      {
        waitFrom: new Date(wait.from).toISOString(),
        deadline: new Date(wait.deadline!).toISOString(),
        ...wait.about,
        graceMs: millis(subject.outageGrace),
      },
      {
        ...because(wait.label),
        to: {},
        arrive: (r) =>
          (wait.main ? { deadline: noLater(wait, Date.parse(r.extendedTo!)) } : {}) as Partial<S>,
        unchanged: (r) => r.extendedTo === null,
      },
    );
    return extendedTo === null ? null : Date.parse(extendedTo);
  }

  return {
    state,
    move,
    until: waits.until,
    next: waits.next,
    ask: waits.ask,
    mainWait: waits.mainWait,

    /** Registers every message. Must be called before anything is awaited. */
    receive<B extends { [N in keyof B]: { messageId: string } }>(what: Receiving<M, B>): void {
      const own: Record<string, ((body: never, cause: string) => Promise<Answer>) | undefined> = {
        ...staff,
        ...what.anytime,
      };
      receiveUpdates<M>(what.messages, {
        rule,
        tooEarly: subject.tooEarly ?? (() => null),
        handle: (action, body, cause) =>
          shielded(() => own[action]?.(body as never, cause) ?? waits.ask(action, body as never, cause)),
      });
      receiveSignals<B>(what.signals, state, what.onSignal);
    },

    /**
     * Waits until no transition runs and every message is answered. Then the subject may continue as new with its
     * state.
     */
    resting: (): Promise<void> => condition(() => !state.inMotion && allHandlersFinished()),

    /** Runs the workflow. Whatever ends it early, the subject is closed and every message is answered. */
    async live(story: () => Promise<string>, how: Living): Promise<string> {
      display();
      let ending: string;
      let request: AnyRequest | null = null;
      try {
        if ('noted' in onCancel)
          CancellationScope.current().cancelRequested.catch(() => shielded(onCancel.noted));
        ending = await shielded(story);
      } catch (reason) {
        if (reason instanceof EarlyEnding) ({ ending, request } = reason);
        else if ('ending' in onCancel && isCancellation(reason)) ending = onCancel.ending;
        else throw reason;
      }
      return CancellationScope.nonCancellable(async () => {
        await how.close(ending, request);
        waits.answerAll(how.closedAnswer);
        await condition(allHandlersFinished);
        return ending;
      });
    },
  };
}
