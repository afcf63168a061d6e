import type { CaseKind } from '#contracts/cases/kinds.ts';
import { HOUR, TOTAL_FEN, type World } from '../a-world.ts';
import { endCase } from '../cases.ts';
import { close, enter, place } from '../enter.ts';
import { drop, recommend } from './find-helper.ts';
import { decidePayment, followUp, settle } from './settle.ts';
import { arrive } from './visit.ts';

interface Decision {
  caseId: string;
  decision: string;
  amountFen?: number | undefined;
}

/** A decision of staff: the order applies it, and its case is closed. */
export function decide(world: World, { caseId, decision, amountFen }: Decision): void {
  const { state, rows } = world;
  const { kind, variant } = rows.cases.find(({ id }) => id === caseId)!;
  endCase(world, caseId, decision);
  // The next round has begun without it.
  if (variant === 'withdrawn') {
    enter(world, {});
    return;
  }
  if (kind === 'penalty' && state.penalty === 'open') {
    state.penalty = 'decided';
    enter(world, {});
    followUp(world);
    return;
  }
  EFFECTS[kind as Exclude<CaseKind, 'general'>](world, decision, amountFen ?? 0);
}

const EFFECTS: Record<
  Exclude<CaseKind, 'general'>,
  (world: World, decision: string, amountFen: number) => void
> = {
  callback: (world, decision) => {
    applied(world, {});
    close(world, decision === 'arranged' ? 'handed_over' : 'no_match');
  },
  arrival: (world, decision) => {
    applied(world, place(world, 'visit', 'helper', Date.now() + HOUR / 2));
    if (decision === 'arrived') arrive(world);
    else if (decision !== 'waitLonger')
      close(world, decision === 'helperNoShow' ? 'helper_no_show' : 'customer_no_show');
  },
  objection: (world, decision, amountFen) => {
    applied(world, { waitingFor: 'system', deadline: null });
    settle(world, decision === 'free' ? TOTAL_FEN : decision === 'reducePrice' ? amountFen : 0);
  },
  penalty: (world) => {
    applied(world, { waitingFor: 'system', deadline: null });
    close(world, 'completed');
  },
  payment: decidePayment,
  fitness: (world, decision) => {
    applied(world, {});
    if (decision !== 'replace') return;
    drop(world);
    recommend(world);
  },
};

/** As applyDecision of workflows/order/await-decision.ts. */
function applied(world: World, to: Parameters<typeof enter>[1]): void {
  enter(world, { needsOps: false, needsOpsReason: null, ...to });
  world.state.openCase = null;
}
