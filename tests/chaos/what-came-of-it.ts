import { caseSubjectId } from '#contracts/cases/case-subject.ts';
import type { AnOrder } from '#tests/support/an-order.ts';

/** The result of an order: its state, the transitions with money, and its events, in no particular order. */
export async function whatCameOfIt(order: AnOrder) {
  const outcome = await order.handle.result();
  const { stage, settlement, helperId, round, rematchCount, needsOps, openCaseId } = await order.view();
  const opened = order.calls().filter(({ name }) => name === 'openCase');
  const caseIds = opened.map(({ input }) => input.caseId as string);
  const outcomes = await Promise.all(caseIds.map((id) => order.outcomeOf(id)));
  const ofCases = caseIds.flatMap((id) => order.callsOf(caseSubjectId(id, 1)));
  const events = [...order.calls(), ...ofCases].map(({ name, input }) => {
    // Ids and times are new for every order; where a transition leads depends on what came before it.
    const { step, enter: _, none: __, complete: ___, ...what } = input;
    return JSON.stringify([name, step.actor.role, withoutIds(what)]);
  });
  const ledger = order
    .calls()
    .filter(({ name }) => ['settle', 'recordPayment', 'closeOrder'].includes(name))
    .map(({ name, input }) => {
      const { reductionFen, amountFen, reward, fee } = input;
      return JSON.stringify({ name, reductionFen, amountFen, reward, fee });
    });
  return {
    state: {
      ending: outcome.ending,
      version: outcome.version,
      ...{ stage, settlement, helperId, round, rematchCount, needsOps, openCaseId },
    },
    cases: outcomes.map(({ ending, version }) => ({ ending, version })),
    ledger: ledger.toSorted(),
    events: events.toSorted(),
  };
}

const NEW_EACH_TIME = /Id$|At$|until|Until|deadline|waitFrom|by$/;
const withoutIds = (what: object): object =>
  Object.fromEntries(Object.entries(what).filter(([field]) => !NEW_EACH_TIME.test(field)));
