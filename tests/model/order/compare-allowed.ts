import { cancelFeeFacts } from '#api/money/reads/cancel-fee-facts.ts';
import { allowedHere } from '#api/orders/reads/allowed-here.ts';
import type { Asker } from '#contracts/define-message.ts';
import { ACTION_NAMES, type Action } from '#contracts/messages.ts';
import { endingFee } from '#contracts/orders/ending-fee.ts';
import { drawFrom } from '#tests/model/draw.ts';
import { caseRefusal } from '#workflows/case/case-rules.ts';
import { feeFactsOf } from '#workflows/order/fee-facts.ts';
import { earlyRefusal, messageRefusal } from '#workflows/order/order-rules.ts';
import { aWorld, type World } from './a-world.ts';
import { askersOf, bodiesFor } from './bodies.ts';
import { goOn, type Option } from './go-on.ts';
import { begin } from './moves/happen.ts';

/** The API's answer; tests replace it with a wrong one as a control. */
export type Allowed = typeof allowedHere;

interface Difference {
  moment: number;
  stage: string;
  role: string;
  what: Action | 'cancelFee';
  api: boolean | number;
  workflow: boolean | number;
}
export interface Compared {
  moments: number;
  /** One for each moment, person and action. */
  answers: number;
  /** How many of them the workflow takes. */
  taken: number;
  differences: number;
  first: Difference[];
  /** Moments by stage, and the actions that were taken at least once. */
  stages: Record<string, number>;
  actions: Action[];
}

/**
 * Random orders, made of messages and events: at every moment the API must offer each person exactly the messages that
 * the workflow would accept, and quote the fee that the workflow would charge.
 */
export function compareAllowed(given: {
  moments: number;
  seed: number;
  allowed?: Allowed;
  /** Ends after the first moment with a difference. */
  untilSeen?: boolean;
}): Compared {
  const { moments, seed, allowed = allowedHere, untilSeen = false } = given;
  const draw = drawFrom(seed);
  const all: Compared = {
    ...{ moments: 0, answers: 0, taken: 0, differences: 0, first: [], stages: {}, actions: [] },
  };
  const actions = new Set<Action>();
  let world = aWorld(draw);
  begin(world);
  for (let moment = 0; moment < moments && !(untilSeen && all.differences > 0); moment += 1) {
    all.moments += 1;
    const { stage } = world.state;
    all.stages[stage] = (all.stages[stage] ?? 0) + 1;
    const options: Option[] = [];
    for (const who of askersOf(world)) {
      const offered = new Set<string>(allowed(world.rows, { ...who, city: 'zibo', locale: 'en' }));
      for (const action of ACTION_NAMES) {
        const bodies = bodiesFor(action, who, world).filter((body) => isTaken(world, action, body));
        options.push(...bodies.map((body) => ({ action, body })));
        all.taken += bodies.length > 0 ? 1 : 0;
        compare({ what: action, api: offered.has(action), workflow: bodies.length > 0, who });
      }
      compare({ what: 'cancelFee', ...feesOf(world, who), who });
    }
    world = goOn(world, options, actions);

    function compare({ who, ...seen }: Pick<Difference, 'what' | 'api' | 'workflow'> & { who: Asker }): void {
      all.answers += 1;
      if (seen.api === seen.workflow) return;
      all.differences += 1;
      if (all.first.length < 10) all.first.push({ moment, stage, role: who.role, ...seen });
    }
  }
  return { ...all, actions: [...actions].sort() };
}

/** The order's workflow takes it, or that of a case. */
function isTaken({ state, input, cases }: World, action: Action, body: Record<string, unknown>): boolean {
  if (messageRefusal(action, body as never, state, input) === null)
    return earlyRefusal(action, state, input) === null;
  if (action !== 'decideCase' || state.stage === 'closed') return false;
  return [...cases.values()].some((one) => caseRefusal(action, body as never, one.state, one.input) === null);
}

/** What cancelling would cost: quoted from the rows, and charged by the workflow. */
function feesOf({ state, rows, input }: World, { role }: Asker): { api: number; workflow: number } {
  const quoted = cancelFeeFacts({ order: rows, agreements: rows.agreements, visit: rows.visit });
  const charged = state.stage === 'closed' ? null : feeFactsOf(state, input.policy);
  return {
    api: (quoted && endingFee({ ...quoted, role })?.fen) ?? 0,
    workflow: (charged && endingFee({ ...charged, ending: 'cancelled', role })?.fen) ?? 0,
  };
}
