import { ActivityFailure, ApplicationFailure, CancellationScope, condition, log } from '@temporalio/workflow';
import type { Actor, Enter, OrderActivities, StartOrder } from '#contracts/transitions.ts';
import { quick } from './activity-proxies.ts';
import type { OrderState } from './order-state.ts';

type Name = keyof OrderActivities;
type Input<N extends Name> = Parameters<OrderActivities[N]>[0];
type Result<N extends Name> = Awaited<ReturnType<OrderActivities[N]>>;
/** Where a transition leads; what is not named stays. Times in ms since epoch. */
export type To = Partial<
  Pick<
    OrderState,
    | 'stage'
    | 'phase'
    | 'settlement'
    | 'ending'
    | 'waitingFor'
    | 'deadline'
    | 'needsOps'
    | 'needsOpsReason'
    | 'clockShiftMs'
  >
>;
/** Who or what brought a transition about. */
export interface Because {
  actor: Actor;
  cause: string;
}
export const OURSELVES: Actor = { id: null, role: 'system' };
export const because = (label: string): Because => ({ actor: OURSELVES, cause: label });

/** An input in which the places to enter are told by `To`. */
type Placed<T> = { [K in keyof T]: T[K] extends Enter ? To : T[K] };
type Told<N extends Name> = Placed<Omit<Input<N>, 'step' | 'enter'>>;

interface How<N extends Name> extends Because {
  /** A function is asked when the transition's turn has come. */
  to: To | (() => To);
  arrive?: (result: Extract<Result<N>, { ok: true }>) => To;
  unchanged?: (result: Result<N>) => boolean;
}

/**
 * One transition: one activity, one idempotent transaction, one after the other. When it succeeded the state follows;
 * `arrive` picks the place when the answer decides it. A step that is refused for good parks the order until ops retry.
 */
export function createMove(order: OrderState, input: StartOrder, display: (order: OrderState) => void) {
  let queue: Promise<unknown> = Promise.resolve();
  let retryAsked = false;

  async function move<N extends Name>(name: N, told: Told<N>, how: How<N>): Promise<Result<N>> {
    const turn = queue.then(() => CancellationScope.nonCancellable(() => run(name, told, how)));
    queue = turn.catch(() => undefined);
    return turn;
  }

  async function run<N extends Name>(name: N, told: Told<N>, how: How<N>): Promise<Result<N>> {
    order.steps += 1;
    const to = typeof how.to === 'function' ? how.to() : how.to;
    const places = Object.fromEntries(
      Object.entries(told).map(([field, value]) => [
        field,
        PLACES.has(field) ? entering(order, value as To) : value,
      ]),
    );
    const full = {
      ...places,
      step: {
        key: `${input.orderId}:${name}:${order.steps}`,
        orderId: input.orderId,
        version: order.version + 1,
        actor: how.actor,
        cause: how.cause,
        at: new Date().toISOString(),
      },
      enter: entering(order, to),
    } as unknown as Input<N>;
    const result = await untilDone(name, full);
    if (result.ok && !how.unchanged?.(result)) {
      Object.assign(order, how.arrive?.(result as never) ?? to);
      order.version += 1;
      display(order);
    }
    return result;
  }

  async function untilDone<N extends Name>(name: N, full: Input<N>): Promise<Result<N>> {
    for (;;) {
      try {
        const activity = quick[name] as unknown as {
          executeWithOptions(options: { summary: string }, args: [Input<N>]): Promise<Result<N>>;
        };
        return await activity.executeWithOptions({ summary: SUMMARIES[name] }, [full]);
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        const type = error.cause instanceof ApplicationFailure ? error.cause.type : 'Unknown';
        log.error('step refused for good: parked', { step: full.step.key, type });
        order.parked = `${name}: ${type}`;
        display(order);
        retryAsked = false;
        await condition(() => retryAsked);
        order.parked = null;
        display(order);
      }
    }
  }

  return {
    move,
    retryParked: () => {
      retryAsked = true;
    },
  };
}
export type Move = ReturnType<typeof createMove>['move'];

/** Inputs that name a second place beside `enter`. */
const PLACES = new Set(['none', 'complete']);

function entering(order: OrderState, to: To): Enter {
  const next = { ...order, ...to };
  return {
    stage: next.stage,
    waitingFor: next.waitingFor,
    deadline: next.deadline === null ? null : new Date(next.deadline).toISOString(),
    needsOps: next.needsOps,
    needsOpsReason: next.needsOpsReason,
    settlement: next.settlement,
    clockShiftMs: next.clockShiftMs,
  };
}

const SUMMARIES: Record<Name, string> = {
  completeInquiry: '补全需求 inquiry complete',
  recommendHelpers: '推荐家政员 recommend 1-3 helpers',
  answerOffer: '接单答复 answer to an offer',
  bookHelper: '占位并拟合同 book the helper, draft the agreement',
  signAgreement: '签署 sign the agreement',
  releaseHelper: '释放时段 release the helper',
  recordVisit: '上门记录 record the visit',
  openCase: '建工单 open a case',
  decideCase: '工单决定 decide a case',
  settle: '结算 settle',
  recordPayment: '收款 record the payment',
  recordReview: '评价 record the review',
  recordEvent: '记录 put on the timeline',
  closeOrder: '归档 close the order',
  checkDeadline: '时限核对 was it our outage?',
};
