import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  setHandler,
} from '@temporalio/workflow';
import type { Action } from '#contracts/access.ts';
import type { Answer } from '#contracts/errors.ts';
import { orderView, type UpdateBody } from '#contracts/messages.ts';
import type { Ending, Stage } from '#contracts/orders/stages.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import { personDeadline } from '#contracts/person-deadline.ts';
import type { OrderOutcome, StartOrder } from '#contracts/transitions.ts';
import { closeOrder } from './close-order.ts';
import { type Because, because, createMove, type To } from './order-moves.ts';
import { messageRefusal, refusalOf } from './order-rules.ts';
import { newOrderState } from './order-state.ts';
import { createDisplay, viewOf } from './order-view.ts';
import { actorOf, createWaits, EarlyEnding } from './order-waits.ts';
import { asUpdate, receiveSignals, receiveUpdates } from './receive.ts';

export type OrderContext = ReturnType<typeof openOrder>;

/** The state of one order with everything its stages use; all handlers are set before anything is awaited. */
export function openOrder(input: StartOrder) {
  const { policy } = input;
  const state = newOrderState(input);
  const display = createDisplay(input);
  const { move, retryParked } = createMove(state, input, display);
  const waits = createWaits(state, input, move);

  /** Real time at which a calendar time is reached; a rehearsal's calendar runs ahead. */
  const realTime = (calendar: string | number): number =>
    (typeof calendar === 'number' ? calendar : Date.parse(calendar)) - state.clockShiftMs;
  /** A person's deadline from now on: nights do not count, unless the visit is near. */
  const personLimit = (limit: string): number =>
    personDeadline({
      from: Date.now(),
      limit,
      policy,
      visitStart: realTime(state.booked?.startsAt ?? state.windowStart),
    });
  /** A place in the order's life, with nothing left for ops to do but a fitness case, which stops nobody. */
  const place = (stage: Stage, waitingFor: WaitingFor | null, deadline: number | null, more: To = {}): To => {
    const unfit = state.openCase?.kind === 'fitness' && ['agreement', 'scheduled', 'visit'].includes(stage);
    const needsOps = { needsOps: unfit, needsOpsReason: unfit ? 'fitness' : null };
    return { stage, waitingFor, deadline, ...needsOps, ...more };
  };

  /** Messages that any stage takes are answered by themselves; the others wait for their stage. */
  async function handle<A extends Action>(action: A, body: UpdateBody<A>, cause: string): Promise<Answer> {
    if (action === 'retryStep') {
      if (!state.parked) return sendAgain(body as UpdateBody<'retryStep'>, cause);
      retryParked();
      return { ok: true, version: state.version };
    }
    if (action === 'extendDeadline' || action === 'letTimePass' || action === 'recordCash') {
      await condition(() => !state.inMotion && (state.stage === 'closed' || waits.mainWait() !== undefined));
      const code = messageRefusal(action, body, state, input);
      if (code) return { ok: false, code };
    }
    if (action === 'extendDeadline') return extend(body as UpdateBody<'extendDeadline'>, cause);
    if (action === 'recordCash') return takeCash(body as UpdateBody<'recordCash'>, cause);
    if (action === 'letTimePass') return passTime(body as UpdateBody<'letTimePass'>, cause);
    return waits.ask(action, body, cause);
  }

  /** Ops reached the person or mended the number: what bounced is sent once more. */
  async function sendAgain(body: UpdateBody<'retryStep'>, cause: string): Promise<Answer> {
    const reason = 'noticeBounced';
    if (state.needsOpsReason !== reason) return { ok: false, code: 'NothingToRetry' };
    await move(
      'recordEvent',
      { event: { kind: 'opsRepaired', payload: { reason } } },
      {
        actor: actorOf('retryStep', body),
        cause,
        to: () => ({ needsOps: state.openCase !== null, needsOpsReason: state.openCase?.kind ?? null }),
      },
    );
    return { ok: true, version: state.version };
  }

  async function extend(body: UpdateBody<'extendDeadline'>, cause: string): Promise<Answer> {
    const wait = waits.mainWait();
    if (!wait?.deadline) return { ok: false, code: 'WrongStage' };
    const asked = Math.max(wait.deadline, Date.now()) + body.minutes * 60_000;
    const until = Math.min(asked, wait.latest ?? asked);
    const payload = { by: 'ops' as const, minutes: body.minutes, until: new Date(until).toISOString() };
    await move(
      'recordEvent',
      { event: { kind: 'deadlineExtended', payload } },
      { actor: actorOf('extendDeadline', body), cause, to: { deadline: until } },
    );
    wait.deadline = until;
    wait.changed = true;
    return { ok: true, version: state.version };
  }

  async function passTime(body: UpdateBody<'letTimePass'>, cause: string): Promise<Answer> {
    const wait = waits.mainWait();
    if (!wait?.deadline) return { ok: false, code: 'WrongStage' };
    const skip = Math.max(0, wait.deadline - Date.now());
    await move(
      'recordEvent',
      { event: { kind: 'timePassed', payload: { minutes: Math.round(skip / 60_000) } } },
      { actor: actorOf('letTimePass', body), cause, to: { clockShiftMs: state.clockShiftMs + skip } },
    );
    wait.skipped = true;
    wait.changed = true;
    return { ok: true, version: state.version };
  }

  async function takeCash(body: UpdateBody<'recordCash'>, cause: string): Promise<Answer> {
    const payment = {
      paymentId: `cash-${input.orderId}`,
      amountFen: body.amountFen,
      source: 'cash' as const,
    };
    const result = await takePayment(payment, { actor: actorOf('recordCash', body), cause });
    return result.ok ? { ok: true, version: state.version } : result;
  }

  /** A payment counts whenever it comes; when only it was missing, the follow-up is next. */
  function takePayment(
    payment: { paymentId: string; amountFen: number; source: 'gateway' | 'cash' },
    how: Because,
  ) {
    const to = (): To =>
      state.stage === 'settlement'
        ? place('followUp', 'system', null, { settlement: 'paid' })
        : { settlement: 'paid' };
    return move('recordPayment', payment, { ...how, to });
  }

  const rule = <A extends Action>(action: A, body: UpdateBody<A>) => {
    const code = messageRefusal(action, body, state, input);
    return code && refusalOf(code, state);
  };
  receiveUpdates({ rule, handle });
  receiveSignals(
    {
      paymentSettled: async ({ messageId, paymentId, amountFen }) => {
        await condition(() => state.settlement !== 'none' || state.stage === 'closed'); // it may overtake the settling
        if (state.settlement !== 'due' && state.settlement !== 'overdue') return;
        await takePayment({ paymentId, amountFen, source: 'gateway' }, because(messageId));
      },
      noticeBounced: async ({ messageId, noticeId }) => {
        if (state.stage === 'closed') return;
        await move(
          'recordEvent',
          { event: { kind: 'noticeBounced', payload: { noticeId } } },
          { ...because(messageId), to: { needsOps: true, needsOpsReason: 'noticeBounced' } },
        );
      },
      // Taken up by the wait for the signatures or for the visit; who is not booked any more concerns nobody.
      helperUnfit: ({ helperId, reason }) => {
        state.unfit = { helperId, reason };
      },
      checkedIn: (body) => queuedFact('checkIn', body),
      checkedOut: (body) => queuedFact('checkOut', body),
    },
    () => {
      state.ignoredMessages += 1;
    },
  );
  setHandler(orderView, () => viewOf(state, input), { description: '订单现状 where the order is' });

  /**
   * A fact the helper's phone queued while it had no signal: the update it stands for, told later. A check-out that
   * overtakes its check-in waits for it; what does not fit any more is counted and ignored.
   */
  async function queuedFact(action: 'checkIn' | 'checkOut', body: { messageId: string }): Promise<void> {
    const update = asUpdate(action, body);
    if (action === 'checkOut')
      await condition(() => !['scheduled', 'visit'].includes(state.stage) || state.phase === 'checkedIn');
    const code = messageRefusal(action, update, state, input);
    const answer = code ? { ok: false } : await waits.ask(action, update, body.messageId);
    if (!answer.ok) state.ignoredMessages += 1;
  }

  const order = {
    input,
    policy,
    state,
    move,
    until: waits.until,
    next: waits.next,
    realTime,
    personLimit,
    place,
    /** Ends the order from inside any stage. */
    end: (ending: Ending): never => {
      throw new EarlyEnding(ending);
    },

    /** Lives the story; whatever ends it early, the order is closed properly and every message is answered. */
    async live(story: () => Promise<Ending>): Promise<OrderOutcome> {
      display(state);
      let ending: Ending;
      let request: EarlyEnding['request'] = null;
      try {
        ending = await story();
      } catch (reason) {
        if (reason instanceof EarlyEnding) ({ ending, request } = reason);
        else if (isCancellation(reason))
          ending = 'cancelled'; // cancelled in the Temporal UI: by ops
        else throw reason;
      }
      return CancellationScope.nonCancellable(async () => {
        await closeOrder(order, ending, request);
        waits.answerAll({ ok: false, code: 'OrderClosed' });
        await condition(allHandlersFinished);
        return { orderId: input.orderId, ending, version: state.version };
      });
    },
  };
  return order;
}
