import { patched } from '@temporalio/workflow';
import type { Booked } from '#contracts/matching/effects.ts';
import { causedBy } from '../../durable/requests.ts';
import { because } from '../../durable/transitions.ts';
import type { PatchId } from '../../patches.ts';
import { DECIDED, isDecision } from '../await-decision.ts';
import { dropHelper } from '../drop-helper.ts';
import { isUnfit, judgeFitness, openFitnessCase } from '../judge-fitness.ts';
import type { OrderContext, RequestOf } from '../order-kinds.ts';

/**
 * Both sides sign; the helper's signature is also the acceptance. Returns the agreement in force, or undefined when
 * the helper declined, did not answer or dropped out: the next round starts without a fee. A customer who does not
 * answer ends the order as `unsigned`.
 */
export async function signAgreement(order: OrderContext, booked: Booked): Promise<Booked | undefined> {
  const { state } = order;
  for (;;) {
    const missing = state.signedBy.includes('helper') ? 'customer' : 'helper';
    const request = await order.next(['sign', 'answerOffer', 'withdrawHelper', ...DECIDED], {
      label: `签约 ${missing} signs`,
      deadline: state.deadline,
      about: { helperId: missing === 'helper' ? booked.helperId : null },
      unless: () => isUnfit(order),
    });
    if (!request && isUnfit(order)) {
      await openFitnessCase(order);
      continue;
    }
    if (!request) {
      if (missing === 'customer') return order.end('unsigned');
      await dropHelper(
        order,
        { kind: 'helperSilent', payload: { helperId: booked.helperId } },
        because('helper silent'),
      );
      return undefined;
    }
    if (isDecision(request)) {
      if (await judgeFitness(order, request)) return undefined;
      continue;
    }
    switch (request.action) {
      case 'sign':
        if (await sign(order, booked, request)) return booked;
        break;
      case 'answerOffer':
        await dropHelper(
          order,
          { kind: 'offerDeclined', payload: { helperId: booked.helperId } },
          causedBy(request),
        );
        request.answer = { ok: true, version: state.version };
        return undefined;
      case 'withdrawHelper': {
        const reason = request.body.reason ?? 'unknown';
        await dropHelper(
          order,
          { kind: 'helperWithdrew', payload: { helperId: booked.helperId, reason } },
          causedBy(request),
        );
        request.answer = { ok: true, version: state.version };
        return undefined;
      }
    }
  }
}

/** Processes one signature; true when it was the second. The other side gets its full time from here. */
async function sign(order: OrderContext, booked: Booked, request: RequestOf<'sign'>): Promise<boolean> {
  const { state } = order;
  const { party, evidenceId, termsHash } = request.body;
  const other = party === 'helper' ? 'customer' : 'helper';
  const one = order.place('agreement', other, order.personLimit(order.policy.agreementLimit));
  const complete = order.place('scheduled', 'helper', order.realTime(booked.startsAt), { phase: 'planned' });
  const endsFreeExit =
    party === 'customer' && state.freeExit && patched('freeExitEnds' satisfies PatchId)
      ? { endsFreeExit: true as const }
      : null;
  const result = await order.move(
    'signAgreement',
    { agreementId: booked.agreementId, party, evidenceId, termsHash, ...endsFreeExit },
    { ...causedBy(request), to: one, places: { complete }, arrive: (r) => (r.complete ? complete : one) },
  );
  if (!result.ok) {
    request.answer = result;
    return false;
  }
  state.signedBy.push(party);
  if (endsFreeExit) state.freeExit = false;
  request.answer = { ok: true, version: state.version };
  return result.complete;
}
