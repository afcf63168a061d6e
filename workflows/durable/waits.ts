import { condition, patched } from '@temporalio/workflow';
import type { Answer } from '#contracts/errors.ts';
import type { PatchId } from '../patches.ts';
import { actorOf, createRequests, type Envelope, type Request, type RequestOf } from './requests.ts';
import { EarlyEnding, noLater, type Wait, type WaitFor, type WaitSubject } from './wait.ts';

export function createWaits<M, About>(subject: WaitSubject<M, About>) {
  const { state, endings } = subject;
  const requests = createRequests<M>(subject.rule);
  const waits: Wait<About>[] = [];
  const endAsked = () => requests.find(Object.keys(endings) as (keyof M)[]);

  const hasStale = () => !state.inMotion && requests.hasStale();

  /**
   * While a transition runs beside a wait, the state is about to change: messages that arrive meanwhile are queued and
   * validated again afterwards.
   */
  const isOutOfTurn = () =>
    state.inMotion && requests.waiting().length > 0 && patched('inTurn' satisfies PatchId);

  /** Waits until `met` or the deadline. Staff can extend the deadline; outages of ours move it. */
  async function until(met: () => boolean, what: WaitFor<About>): Promise<'met' | 'deadline'> {
    const wait: Wait<About> = {
      label: what.label,
      deadline: what.deadline,
      from: Date.now(),
      about: what.about ?? subject.nobody,
      guarded: what.guarded ?? true,
      main: what.main ?? true,
      latest: what.latest ?? null,
      skipped: false,
      changed: false,
    };
    waits.push(wait);
    try {
      for (;;) {
        while (isOutOfTurn()) await condition(() => !state.inMotion);
        requests.refuseStale();
        const end = endAsked();
        if (end) {
          end.taken = true;
          throw new EarlyEnding(endings[end.action]!, end);
        }
        if (met()) return 'met';
        if (wait.skipped) return 'deadline';
        wait.changed = false;
        const ready = () => met() || wait.changed || endAsked() !== undefined || hasStale();
        if (wait.deadline === null) {
          await condition(ready);
          continue;
        }
        const left = wait.deadline - Date.now();
        if (left > 0) {
          await condition(ready, left, { summary: wait.label });
          continue;
        }
        if (!wait.guarded || (wait.latest !== null && wait.latest <= Date.now())) return 'deadline';
        const extendedTo = await subject.outageInside(wait);
        if (extendedTo === null) {
          if (met() || endAsked()) continue; // the condition was met while the outages were read
          return 'deadline';
        }
        wait.deadline = noLater(wait, extendedTo);
      }
    } finally {
      waits.splice(waits.indexOf(wait), 1);
    }
  }

  /** The next message of the given kinds, or null when the deadline passed first (or `unless` came true). */
  async function next<A extends keyof M>(
    actions: readonly A[],
    what: WaitFor<About>,
  ): Promise<RequestOf<M, A> | null> {
    const find = () => requests.find(actions);
    await until(() => find() !== undefined || what.unless?.() === true, what);
    const request = find();
    if (!request) return null;
    request.taken = true;
    return request as RequestOf<M, keyof M> as RequestOf<M, A>;
  }

  /** Queues a message for its stage and waits for the answer. */
  async function ask<A extends keyof M & string>(
    action: A,
    body: M[A],
    cause: string,
    signal?: string,
  ): Promise<Answer> {
    const actor = actorOf(action, body as M[A] & Envelope, signal);
    const request: Request<M> = { action, body, actor, cause, taken: false, answer: null };
    requests.add(request);
    await condition(() => request.answer !== null);
    requests.remove(request);
    return request.answer!;
  }

  return {
    until,
    next,
    ask,
    answerAll: requests.answerAll,
    /** The wait that staff extend and a rehearsal skips. */
    mainWait: (): Wait<About> | undefined => waits.find((w) => w.main) ?? waits.at(-1),
  };
}
