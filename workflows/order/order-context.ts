import { condition, setHandler } from '@temporalio/workflow';
import type { Action } from '#contracts/access.ts';
import { APPLY_DECISION, type ApplyDecisionBody, CASE_DUE } from '#contracts/cases/messages.ts';
import type { Answer } from '#contracts/errors.ts';
import {
  SIGNAL_DESCRIPTIONS,
  SIGNAL_SHAPES,
  UPDATE_DESCRIPTIONS,
  UPDATE_SHAPES,
} from '#contracts/messages.ts';
import type { Ending, Stage } from '#contracts/orders/stages.ts';
import type { OrderOutcome, StartOrder } from '#contracts/orders/start-order.ts';
import type { WaitingFor } from '#contracts/people/roles.ts';
import { personDeadline } from '#contracts/person-deadline.ts';
import type { Refusal } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import { quick } from '../activity-proxies.ts';
import { openSubject } from '../durable/open-subject.ts';
import type { MessageRow } from '../durable/receive.ts';
import { because } from '../durable/transitions.ts';
import { EarlyEnding } from '../durable/wait.ts';
import { applyBeside, applyRefusal, isBeside } from './apply-decision.ts';
import { closeOrder } from './close-order.ts';
import { followCaseDue } from './follow-case-due.ts';
import {
  type About,
  type MessageName,
  type OrderContext,
  type OrderMessages,
  type OrderSignals,
  type Place,
  type Request,
  SUMMARIES,
} from './order-kinds.ts';
import { earlyRefusal, messageRefusal, refusalOf } from './order-rules.ts';
import { isCaseBeside, newOrderState, type OrderState } from './order-state.ts';
import { orderDisplay, orderView, projectionOf, viewOf } from './order-view.ts';
import { takeCash, takeGatewayPayment } from './take-payment.ts';
import { takeQueuedFact } from './take-queued-fact.ts';

/** The state of one order and everything its stages use. All handlers are set before anything is awaited. */
export function openOrder(input: StartOrder): OrderContext {
  const { policy, orderId } = input;
  const state = newOrderState(input);
  const rule = <A extends MessageName>(action: A, body: OrderMessages[A]): Refusal | null => {
    const code =
      action === 'applyDecision'
        ? applyRefusal(body as ApplyDecisionBody, state)
        : messageRefusal(action as Action, body as never, state, input);
    return code && refusalOf(code, state);
  };
  const subject = openSubject<OrderState, Place, OrderActivities, OrderMessages, About>({
    state,
    ref: { orderId },
    keyPrefix: orderId,
    activities: quick,
    summaries: SUMMARIES,
    project: projectionOf,
    display: orderDisplay(state, input),
    rule: rule as never,
    tooEarly: (action) => earlyRefusal(action, state, input),
    endings: { cancelOrder: 'cancelled' },
    onCancel: { ending: 'cancelled' },
    nobody: { helperId: null },
    outageGrace: policy.outageGrace,
    afterBounce: () => ({ needsOps: state.openCase !== null, needsOpsReason: state.openCase?.kind ?? null }),
  });

  const realTime = (calendar: string | number): number =>
    (typeof calendar === 'number' ? calendar : Date.parse(calendar)) - state.clockShiftMs;
  const personLimit = (limit: string): number =>
    personDeadline({
      from: Date.now(),
      limit,
      policy,
      visitStart: realTime(state.booked?.startsAt ?? state.windowStart),
    });
  const place = (
    stage: Stage,
    waitingFor: WaitingFor | null,
    deadline: number | null,
    more: Place = {},
  ): Place => {
    const beside = isCaseBeside(state) && ['agreement', 'scheduled', 'visit'].includes(stage);
    const needsOps = { needsOps: beside, needsOpsReason: beside ? state.openCase!.kind : null };
    return { stage, waitingFor, deadline, ...needsOps, ...more };
  };

  /** Waits until no transition runs, then applies the rules again. */
  async function inTurn<A extends MessageName>(
    action: A,
    body: OrderMessages[A],
    work: () => Promise<Answer>,
  ): Promise<Answer> {
    await condition(() => !state.inMotion && (state.stage === 'closed' || subject.mainWait() !== undefined));
    return rule(action, body) ?? work();
  }

  const order: OrderContext = {
    input,
    policy,
    state,
    move: subject.move,
    until: subject.until,
    next: subject.next,
    ask: subject.ask,
    rule,
    realTime,
    personLimit,
    place,
    end: (ending: Ending): never => {
      throw new EarlyEnding(ending);
    },

    async live(story: () => Promise<Ending>): Promise<OrderOutcome> {
      const ending = await subject.live(story, {
        close: (early, request) => closeOrder(order, early as Ending, request as Request | null),
        closedAnswer: { ok: false, code: 'OrderClosed' },
      });
      return { orderId, ending: ending as Ending, version: state.version };
    },
  };

  subject.receive<OrderSignals>({
    messages: { ...rowsOf(UPDATE_SHAPES, UPDATE_DESCRIPTIONS), applyDecision: APPLY_DECISION },
    anytime: {
      recordCash: (body, cause) => inTurn('recordCash', body, () => takeCash(order, body, cause)),
      applyDecision: (body, cause) =>
        isBeside(body, state)
          ? inTurn('applyDecision', body, () => applyBeside(order, body, cause))
          : subject.ask('applyDecision', body, cause),
    },
    signals: { ...rowsOf(SIGNAL_SHAPES, SIGNAL_DESCRIPTIONS), caseDueMoved: CASE_DUE },
    onSignal: {
      paymentSettled: (body) => takeGatewayPayment(order, body),
      noticeBounced: async ({ messageId, noticeId }) => {
        if (state.stage === 'closed') return;
        await order.move(
          'recordEvent',
          { event: { kind: 'noticeBounced', payload: { noticeId } } },
          { ...because(messageId), to: { needsOps: true, needsOpsReason: 'noticeBounced' } },
        );
      },
      // Processed by the wait for the signatures or for the visit. A report about a helper who is no longer booked is
      // ignored.
      helperUnfit: ({ helperId, reason }) => {
        state.unfit = { helperId, reason };
      },
      caseDueMoved: (body) => followCaseDue(order, body),
      checkedIn: (body) => takeQueuedFact(order, 'checkIn', body),
      checkedOut: (body) => takeQueuedFact(order, 'checkOut', body),
    },
  });
  setHandler(orderView, () => viewOf(state, input), { description: '订单现状 where the order is' });
  return order;
}

function rowsOf<N extends string>(
  shapes: Record<N, MessageRow['shape']>,
  descriptions: Record<N, string>,
): Record<N, MessageRow> {
  const names = Object.keys(shapes) as N[];
  return Object.fromEntries(
    names.map((name) => [name, { shape: shapes[name], description: descriptions[name] }]),
  ) as Record<N, MessageRow>;
}
