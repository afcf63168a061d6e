import type { WholeOrder } from '#api/access/load-order.ts';
import type { StartCase } from '#contracts/cases/case-subject.ts';
import { REHEARSAL_POLICY } from '#contracts/catalogue/rehearsal-policies.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { StartOrder } from '#contracts/orders/start-order.ts';
import type { Draw } from '#tests/model/draw.ts';
import type { CaseState } from '#workflows/case/case-state.ts';
import { newOrderState, type OrderState } from '#workflows/order/order-state.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const TOTAL_FEN = 12_000;

/** The rows of one order, with what the fee's quote reads besides. */
export interface Rows extends WholeOrder {
  agreements: (WholeOrder['agreements'][number] & {
    sealedAt: Date | null;
    createdAt: Date;
    endsFreeExit: boolean;
  })[];
  visit: (NonNullable<WholeOrder['visit']> & { feeFloorFen: number }) | null;
}

/**
 * One order twice: as its workflow knows it, and as its rows say. Moves change both, each as the code of its side does.
 */
export interface World {
  draw: Draw;
  input: StartOrder;
  /** Cases have workflows of their own; in orders of older builds the order decides them. */
  own: boolean;
  state: OrderState;
  cases: Map<string, { state: CaseState; input: StartCase }>;
  rows: Rows;
  helpers: string[];
  /** What came of the review; null: there is none yet. */
  reviewed: 'reward' | 'case' | 'none' | null;
  /** The visit was late, and nobody has come. */
  late: boolean;
  /** Counts cases, agreements and proposals, for their ids. */
  made: number;
}

export const CUSTOMER = 'customer';
const HELPERS = ['helper1', 'helper2', 'helper3', 'helper4', 'helper5', 'helper6'];

export function aWorld(draw: Draw): World {
  const start = Math.ceil((Date.now() + draw.pick([1, 26, 72]) * HOUR) / (5 * MINUTE)) * 5 * MINUTE;
  const rehearsal = draw.random() < 0.5;
  const complete = draw.random() < 0.85;
  const input: StartOrder = {
    ...{ orderId: 'JZ261201-ABCDEFGH', customerId: CUSTOMER, city: 'zibo', district: '370303' },
    ...{ serviceCode: 'dailyCleaning', shape: draw.random() < 0.1 ? 'liveIn' : 'visit', complete },
    ...{ quantity: 3, minutes: 180, placedAt: new Date().toISOString() },
    windowStart: new Date(start).toISOString(),
    windowEnd: new Date(start + DAY).toISOString(),
    policy: rehearsal ? REHEARSAL_POLICY : STANDARD_POLICY,
  };
  return {
    ...{ draw, input, own: draw.random() < 0.7, helpers: HELPERS, reviewed: null, late: false, made: 0 },
    cases: new Map(),
    state: newOrderState(input),
    rows: firstRows(input),
  };
}

function firstRows(input: StartOrder): Rows {
  const at = new Date(input.placedAt);
  return {
    ...{ id: input.orderId, version: 0, stage: 'inquiry', ending: null, deadline: null },
    ...{ waitingFor: input.complete ? 'system' : 'agent', needsOps: false, needsOpsReason: null },
    ...{ city: input.city, district: input.district, serviceCode: input.serviceCode },
    ...{ quantity: input.quantity, minutes: input.minutes, customerId: input.customerId, helperId: null },
    ...{ windowStart: new Date(input.windowStart), windowEnd: new Date(input.windowEnd) },
    ...{ policyKey: input.policy.key, policy: input.policy, round: 0, rematchCount: 0 },
    ...{ startsAt: null, endsAt: null, totalFen: null, settlement: 'none', clockShiftMs: 0 },
    ...{ placedBy: input.customerId, bodyHash: '', createdAt: at, updatedAt: at, closedAt: null },
    ...{
      workflowStarted: true,
      helperName: null,
      names: {},
      skills: [],
      inquiry: null,
      visit: null,
      review: null,
    },
    ...{ cases: [], candidates: [], agreements: [], proposals: [], amendments: 0, events: [] },
    ...{ entries: [], rewarded: false, penalty: null },
  };
}

export const nextId = (world: World, kind: string): string => {
  world.made += 1;
  return `${kind}${world.made}`;
};

/** The order's clock. */
export const nowOf = ({ state }: World): number => Date.now() + state.clockShiftMs;
export const chance = ({ draw }: World, share: number): boolean => draw.random() < share;
