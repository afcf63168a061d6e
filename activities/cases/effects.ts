import type { Effect, Transition } from '#activities/order-rows/order-subject.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { CASE_DECISIONS, type CaseKind } from '#contracts/cases/kinds.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import type { Tx } from '#platform/database.ts';
import { decisionEffects } from './decision-effects.ts';
import { insertCase } from './insert-case.ts';
import { overtakeCases } from './overtake-cases.ts';

type Part = Pick<OrderActivities, 'openCase' | 'decideCase' | 'applyDecision'>;

/** The effects of an order's transitions on cases. */
export function caseActivities({ transition }: { transition: Transition }): Part {
  return {
    async openCase(input): Promise<Done> {
      const { caseId, kind, reason, helperId, dueAt, proposal, own, step } = input;
      const done = await transition<Done>(input, async (tx, order) => {
        // Nobody came: a fitness case about the helper is obsolete.
        if (kind === 'arrival') await overtakeCases(tx, order.id, { kinds: ['fitness'], at: step.at });
        await insertCase(tx, {
          ...{ id: caseId, kind, reason, helperId, own: own === true, proposal: proposal ?? null },
          ...{ orderId: order.id, city: order.city, customerId: order.customerId },
          ...{ openedAt: new Date(step.at), dueAt: dueAt ? new Date(dueAt) : null },
          ...{ openedBy: step.actor.id, role: step.actor.role, cause: step.cause },
          noteId: step.actor.noteId ?? null,
        });
        return { result: { ok: true }, events: [openingEvent(kind, caseId, reason)] };
      });
      if (!done.ok) throw new Error(`openCase was refused: ${done.code}`);
      return done;
    },

    // For cases that were opened before they had workflows.
    async decideCase(input): Promise<Done | Refusal> {
      return transition<Done>(input, async (tx, order) => {
        const { caseId, kind, decision, step } = input;
        const models = await tx.models();
        const found = await models.case.findFirst({
          where: { id: caseId, orderId: order.id, kind },
        });
        if (!found) throw new EffectRefused('NoSuchCase');
        if (found.status !== 'open') throw new EffectRefused('CaseClosed');
        if (!CASE_DECISIONS[kind].includes(decision)) throw new EffectRefused('InvalidInput');
        const events = await decisionEffects(tx, order, { ...input, variant: null, reason: found.reason });
        const decidedBy = step.actor.role === 'system' ? null : step.actor.id;
        const at = new Date(step.at);
        await models.case.update({
          where: { id: caseId },
          // The case keeps the note it was opened with; the decision has its own.
          data: { status: 'decided', decision, decidedBy, decidedAt: at },
        });
        await models.caseDecision.create({
          data: {
            ...{ caseId, round: 1, decision, decidedBy, role: step.actor.role, cause: step.cause, at },
            amountFen: input.amountFen ?? null,
            reason: step.actor.reason ?? null,
            noteId: step.actor.noteId ?? null,
          },
        });
        return { result: { ok: true }, events };
      });
    },

    async applyDecision(input): Promise<Done | Refusal> {
      const apply: Effect<Done> = async (tx, order) => {
        const reason = await reasonOf(tx, input.caseId);
        return {
          result: { ok: true },
          events: await decisionEffects(tx, order, { ...input, reason }),
        };
      };
      // The platform signs it; nobody else may apply a decision.
      return transition<Done>(input, apply, { money: true });
    },
  };
}

async function reasonOf(tx: Tx, caseId: string): Promise<string> {
  const models = await tx.models();
  const found = await models.case.findUnique({
    where: { id: caseId },
    select: { reason: true },
  });
  if (!found) throw new EffectRefused('NoSuchCase');
  return found.reason;
}

function openingEvent(kind: CaseKind, caseId: string, reason: string): OrderEventOf {
  if (kind === 'callback') return { kind: 'handedToAgent', payload: { caseId } };
  if (kind === 'objection') return { kind: 'objected', payload: { caseId, reason } };
  return { kind: 'caseOpened', payload: { caseId, kind, reason } };
}
