import { takeCash } from '#activities/money/effects.ts';
import { outstandingFen, waiverPostings, writeLedger } from '#activities/money/ledger.ts';
import type { OrderRow, Tx } from '#activities/orders/order-row.ts';
import { Refused } from '#activities/transition/refused.ts';
import type { Transition } from '#activities/transition/transition.ts';
import { CASE_DECISIONS } from '#contracts/cases/kinds.ts';
import { millis } from '#contracts/durations.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import type { Done, Refusal } from '#contracts/transition.ts';
import type { OrderActivities } from '#contracts/transitions.ts';
import { overtakeCases } from './overtake-cases.ts';

type Part = Pick<OrderActivities, 'openCase' | 'decideCase'>;
type Deciding = Parameters<OrderActivities['decideCase']>[0];

export function caseActivities({ transition }: { transition: Transition }): Part {
  return {
    async openCase(input): Promise<Done> {
      const { caseId, kind, reason, helperId, dueAt, proposal, step } = input;
      const done = await transition<Done>(input, async (tx, order) => {
        // Nobody came: whether somebody could have come is no question any more.
        if (kind === 'arrival') await overtakeCases(tx, order.id, { kinds: ['fitness'], at: step.at });
        await tx.case.create({
          data: {
            id: caseId,
            orderId: order.id,
            kind,
            reason,
            status: 'open',
            helperId,
            openedAt: new Date(step.at),
            dueAt: dueAt ? new Date(dueAt) : null,
            noteId: step.actor.noteId ?? null,
            proposal: proposal ?? null,
          },
        });
        return { result: { ok: true }, events: [openingEvent(kind, caseId, reason)] };
      });
      if (!done.ok) throw new Error(`openCase was refused: ${done.code}`);
      return done;
    },

    async decideCase(input): Promise<Done | Refusal> {
      return transition<Done>(input, async (tx, order) => {
        const { caseId, kind, decision, amountFen, step } = input;
        const found = await tx.case.findFirst({ where: { id: caseId, orderId: order.id, kind } });
        if (!found) throw new Refused('NoSuchCase');
        if (found.status !== 'open') throw new Refused('CaseClosed');
        if (!(CASE_DECISIONS[kind] as readonly string[]).includes(decision))
          throw new Refused('InvalidInput');
        if (decision === 'reducePrice' && !(amountFen && amountFen <= (order.totalFen ?? 0)))
          throw new Refused('AmountMismatch');
        await tx.case.update({
          where: { id: caseId },
          data: {
            status: 'decided',
            decision,
            decidedBy: step.actor.role === 'system' ? null : step.actor.id,
            decidedAt: new Date(step.at),
            noteId: step.actor.noteId ?? found.noteId,
          },
        });
        const payload = { caseId, kind, decision, ...(amountFen === undefined ? {} : { amountFen }) };
        const events: OrderEventOf[] = [
          { kind: 'caseDecided', payload },
          ...(await penalise(tx, order, input, found.reason)),
          ...(await settleDebt(tx, order, input)),
        ];
        return { result: { ok: true }, events };
      });
    },
  };
}

function openingEvent(kind: Deciding['kind'], caseId: string, reason: string): OrderEventOf {
  if (kind === 'callback') return { kind: 'handedToAgent', payload: { caseId } };
  if (kind === 'objection') return { kind: 'objected', payload: { caseId, reason } };
  return { kind: 'caseOpened', payload: { caseId, kind, reason } };
}

/** A person decided it; the helper reads the reason and may appeal. */
async function penalise(tx: Tx, order: OrderRow, input: Deciding, reason: string): Promise<OrderEventOf[]> {
  const { kind, decision, helperId, step } = input;
  if (kind !== 'penalty' || decision === 'none' || !helperId) return [];
  if (!step.actor.id) throw new Error('A penalty is decided by a person');
  const at = new Date(step.at);
  await tx.penalty.create({
    data: {
      key: `${input.caseId}/penalty`,
      orderId: order.id,
      helperId,
      kind: decision,
      reason,
      decidedBy: step.actor.id,
      at,
      appealUntil: new Date(at.getTime() + millis(order.policy.appealLimit)),
    },
  });
  if (decision === 'removal')
    await tx.helper.update({ where: { id: helperId }, data: { recommended: false } });
  return [{ kind: 'penaltyDecided', payload: { helperId, kind: decision, reason } }];
}

/** The unpaid sum was handed over in cash after all, or is not asked for any more. */
async function settleDebt(tx: Tx, order: OrderRow, input: Deciding): Promise<OrderEventOf[]> {
  if (input.kind !== 'payment' || input.decision === 'waitLonger') return [];
  const owed = await outstandingFen(tx, order.id, order.customerId);
  const entry = { orderId: order.id, cause: input.step.cause, at: input.step.at };
  if (input.decision === 'paidInCash') {
    if (owed <= 0 || (input.amountFen ?? owed) !== owed) throw new Refused('AmountMismatch');
    return [
      await takeCash(tx, order, { paymentId: `case-${input.caseId}`, amountFen: owed, step: input.step }),
    ];
  }
  const postings = waiverPostings({ fen: owed, customerId: order.customerId });
  await writeLedger(tx, { ...entry, key: `${input.caseId}/writeOff`, kind: 'waiver', postings });
  return [{ kind: 'paymentWrittenOff', payload: { amountFen: owed } }];
}
