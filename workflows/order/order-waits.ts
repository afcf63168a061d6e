import { condition, patched } from '@temporalio/workflow';
import type { Action } from '#contracts/access.ts';
import { millis } from '#contracts/durations.ts';
import type { Answer } from '#contracts/errors.ts';
import type { Envelope, UpdateBody } from '#contracts/messages.ts';
import type { Ending } from '#contracts/orders/stages.ts';
import type { Actor, StartOrder } from '#contracts/transitions.ts';
import type { PatchId } from '#workflows/patches.ts';
import { type Because, because, type Move } from './order-moves.ts';
import { messageRefusal, refusalOf } from './order-rules.ts';
import type { OrderState } from './order-state.ts';

/** A message from a person, waiting for the answer of its own transition. */
export interface Request<A extends Action = Action> {
  action: A;
  body: UpdateBody<A>;
  actor: Actor;
  cause: string;
  taken: boolean;
  answer: Answer | null;
}
/** One request of a set of actions, told apart by its `action`. */
export type RequestOf<A extends Action> = { [K in A]: Request<K> }[A];

/** A wait for a person or the clock. */
export interface Wait {
  label: string;
  deadline: number | null;
  from: number;
  /** The helper we wait for: his own visit moves the deadline. */
  helperId: string | null;
  /** false: the clock itself (a visit's start), which no outage moves. */
  guarded: boolean;
  /** false: runs beside the main story; ops extend and rehearsals skip the main one. */
  main: boolean;
  /** Nobody can move the deadline beyond this. */
  latest: number | null;
  skipped: boolean;
  changed: boolean;
}
export interface WaitFor {
  label: string;
  deadline: number | null;
  helperId?: string | null;
  guarded?: boolean;
  main?: boolean;
  latest?: number;
  /** Something else that ends the wait; `next` then answers null. */
  unless?: () => boolean;
}

/** Thrown through a stage to end the order early; `live` turns it into its ending. Never leaves the workflow. */
export class EarlyEnding extends Error {
  readonly ending: Ending;
  readonly request: Request | null;
  constructor(ending: Ending, request: Request | null = null) {
    super(ending);
    this.ending = ending;
    this.request = request;
  }
}

export function createWaits(order: OrderState, input: StartOrder, move: Move) {
  const requests: Request[] = [];
  const waits: Wait[] = [];
  const waiting = () => requests.filter((r) => !r.taken);
  const cancelAsked = () => waiting().find((r) => r.action === 'cancelOrder') ?? null;

  /** Answers what the order has grown out of, e.g. a second choice after the first one won. */
  function refuseStale(): void {
    for (const request of waiting()) {
      const code = messageRefusal(request.action, request.body, order, input);
      if (code) {
        request.taken = true;
        request.answer = refusalOf(code, order);
      }
    }
  }

  const hasStale = () =>
    !order.inMotion && waiting().some((r) => messageRefusal(r.action, r.body, order, input) !== null);

  /**
   * While a transition runs beside a wait, what the order knows is about to be old: who asks then is heard when it is
   * over, by the rules of then.
   */
  const isOutOfTurn = () => order.inMotion && waiting().length > 0 && patched('inTurn' satisfies PatchId);

  /** Waits until `met`, or the deadline: re-armed by ops, moved by our own outages. A cancellation ends the order. */
  async function until(met: () => boolean, what: WaitFor): Promise<'met' | 'deadline'> {
    const wait: Wait = {
      label: what.label,
      deadline: what.deadline,
      from: Date.now(),
      helperId: what.helperId ?? null,
      guarded: what.guarded ?? true,
      main: what.main ?? true,
      latest: what.latest ?? null,
      skipped: false,
      changed: false,
    };
    waits.push(wait);
    try {
      for (;;) {
        while (isOutOfTurn()) await condition(() => !order.inMotion);
        refuseStale();
        const cancel = cancelAsked();
        if (cancel) {
          cancel.taken = true;
          throw new EarlyEnding('cancelled', cancel);
        }
        if (met()) return 'met';
        if (wait.skipped) return 'deadline';
        wait.changed = false;
        const ready = () => met() || wait.changed || cancelAsked() !== null || hasStale();
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
        const extendedTo = await ourOutage(wait);
        if (extendedTo === null) {
          if (met() || cancelAsked()) continue; // it came while we asked
          return 'deadline';
        }
        wait.deadline = noLater(wait, extendedTo);
      }
    } finally {
      waits.splice(waits.indexOf(wait), 1);
    }
  }

  async function ourOutage(wait: Wait): Promise<number | null> {
    const result = await move(
      'checkDeadline',
      {
        waitFrom: new Date(wait.from).toISOString(),
        deadline: new Date(wait.deadline!).toISOString(),
        helperId: wait.helperId,
        graceMs: millis(input.policy.outageGrace),
      },
      {
        ...because(wait.label),
        to: {},
        arrive: (r) => (wait.main ? { deadline: noLater(wait, Date.parse(r.extendedTo!)) } : {}),
        unchanged: (r) => r.extendedTo === null,
      },
    );
    return result.extendedTo === null ? null : Date.parse(result.extendedTo);
  }

  /** The next message of the given kinds, or null when the deadline passed first (or `unless` came true). */
  async function next<A extends Action>(actions: readonly A[], what: WaitFor): Promise<RequestOf<A> | null> {
    const find = () => waiting().find((r) => (actions as readonly Action[]).includes(r.action));
    await until(() => find() !== undefined || what.unless?.() === true, what);
    const request = find();
    if (!request) return null;
    request.taken = true;
    return request as unknown as RequestOf<A>;
  }

  /** Takes a message in and waits for its answer. */
  async function ask<A extends Action>(action: A, body: UpdateBody<A>, cause: string): Promise<Answer> {
    const request = {
      action,
      body,
      actor: actorOf(action, body as Envelope),
      cause,
      taken: false,
      answer: null,
    } as Request<A>;
    requests.push(request as unknown as Request);
    await condition(() => request.answer !== null);
    requests.splice(requests.indexOf(request as unknown as Request), 1);
    return request.answer!;
  }

  return {
    until,
    next,
    ask,
    /** The wait that ops extend and a rehearsal skips. */
    mainWait: (): Wait | undefined => waits.find((w) => w.main) ?? waits.at(-1),
    answerAll: (answer: Answer): void => {
      for (const request of requests) {
        request.taken = true;
        request.answer ??= answer;
      }
    },
  };
}

const noLater = ({ latest }: Wait, at: number): number => Math.min(at, latest ?? at);

export function actorOf(action: Action, body: Envelope): Actor {
  return {
    id: body.by,
    role: body.role,
    action,
    ...(body.proof ? { proof: body.proof } : {}),
    ...(body.reason ? { reason: body.reason } : {}),
    ...(body.noteId ? { noteId: body.noteId } : {}),
  };
}

export const causedBy = (request: Pick<Request, 'actor' | 'cause'>): Because => ({
  actor: request.actor,
  cause: request.cause,
});
