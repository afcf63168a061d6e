import { ActivityFailure, ApplicationFailure, CancellationScope, condition, log } from '@temporalio/workflow';
import type { Actor, Enter, OrderActivities, StartOrder } from '#contracts/transitions.ts';
import { quick } from '#workflows/activity-proxies.ts';
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
  /** The helper whom the answer books. */
  books?: (result: Extract<Result<N>, { ok: true }>) => string;
  unchanged?: (result: Result<N>) => boolean;
}

/**
 * One transition: one activity, one idempotent transaction, one after the other. When it succeeded the state follows;
 * `arrive` picks the place when the answer decides it. A step that is refused for good parks the order until ops retry.
 */
export function createMove(
  order: OrderState,
  input: StartOrder,
  display: (order: OrderState, coming?: string) => void,
) {
  let queue: Promise<unknown> = Promise.resolve();
  let retryAsked = false;
  let inFlight = 0;

  async function move<N extends Name>(name: N, told: Told<N>, how: How<N>): Promise<Result<N>> {
    inFlight += 1;
    order.inMotion = true;
    const turn = queue.then(() => CancellationScope.nonCancellable(() => run(name, told, how)));
    queue = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      inFlight -= 1;
      order.inMotion = inFlight > 0;
    }
  }

  async function run<N extends Name>(name: N, told: Told<N>, how: How<N>): Promise<Result<N>> {
    order.steps += 1;
    const to = typeof how.to === 'function' ? how.to() : how.to;
    const key = `${input.orderId}:${name}:${order.steps}`;
    const result = await untilDone(name, key, () => {
      const places = Object.entries(told).map(([field, value]) => [
        field,
        PLACES.has(field) ? entering(order, value as To) : value,
      ]);
      const step = {
        key,
        orderId: input.orderId,
        version: order.version + 1,
        actor: how.actor,
        cause: how.cause,
        at: new Date().toISOString(),
      };
      return { ...Object.fromEntries(places), step, enter: entering(order, to) } as Input<N>;
    });
    if (result.ok && !how.unchanged?.(result)) {
      Object.assign(order, how.arrive?.(result as never) ?? to);
      order.version += 1;
      display(order, how.books?.(result as never));
    }
    return result;
  }

  async function untilDone<N extends Name>(name: N, key: string, full: () => Input<N>): Promise<Result<N>> {
    for (;;) {
      try {
        return await execute(name, full());
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        const type = error.cause instanceof ApplicationFailure ? (error.cause.type ?? 'Unknown') : 'Unknown';
        log.error('step refused for good: parked', { step: key, type });
        await parkUntilRetried(`${name}: ${type}`);
      }
    }
  }

  /** The order stands still, on the board too, until ops ask for the step again. */
  async function parkUntilRetried(why: string): Promise<void> {
    retryAsked = false;
    order.parked = why;
    const before = { needsOps: order.needsOps, needsOpsReason: order.needsOpsReason };
    display(order);
    await tellParked();
    await condition(() => retryAsked);
    Object.assign(order, before, { parked: null });
    display(order);
  }

  /** Best effort: what refused the step may refuse this, too; then the Temporal UI alone shows it. */
  async function tellParked(): Promise<void> {
    const to = { needsOps: true, needsOpsReason: 'parked' };
    const event = { kind: 'needsOps' as const, payload: { reason: 'parked' } };
    order.steps += 1;
    const step = {
      key: `${input.orderId}:recordEvent:${order.steps}`,
      orderId: input.orderId,
      version: order.version + 1,
      actor: OURSELVES,
      cause: 'parked',
      at: new Date().toISOString(),
    };
    try {
      await execute('recordEvent', { event, step, enter: entering(order, to) });
      order.version += 1;
    } catch (error) {
      if (!(error instanceof ActivityFailure)) throw error;
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

function execute<N extends Name>(name: N, full: Input<N>): Promise<Result<N>> {
  const activity = quick[name] as unknown as {
    executeWithOptions(options: { summary: string }, args: [Input<N>]): Promise<Result<N>>;
  };
  return activity.executeWithOptions({ summary: SUMMARIES[name] }, [full]);
}

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
  proposeReschedule: '提议改期 another time is proposed',
  declineReschedule: '不改期 the agreed time stands',
  rescheduleVisit: '改期 move the visit',
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
