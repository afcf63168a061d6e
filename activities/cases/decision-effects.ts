import { takeCash } from '#activities/money/effects.ts';
import { feePostings, outstandingFen, waiverPostings, writeLedger } from '#activities/money/ledger.ts';
import type { OrderRow } from '#activities/order-rows/order-row.ts';
import { EffectRefused } from '#activities/transition/effect-refused.ts';
import { type CaseKind, decisionsOf } from '#contracts/cases/kinds.ts';
import { millis } from '#contracts/durations.ts';
import type { OrderEventOf } from '#contracts/events.ts';
import { noShowFen } from '#contracts/orders/ending-fee.ts';
import type { StepBase } from '#contracts/transition.ts';
import type { Tx } from '#platform/database.ts';

/** A decision about an order, and the step that applies it. */
export interface Decision {
  step: StepBase;
  caseId: string;
  kind: CaseKind;
  variant: string | null;
  decision: string;
  amountFen?: number;
  helperId: string | null;
  /** Why the case was opened. */
  reason: string;
}

/** Applies a decision to its order, besides the stage: timeline, penalty, debt and fee. Refuses invalid decisions. */
export async function decisionEffects(tx: Tx, order: OrderRow, given: Decision): Promise<OrderEventOf[]> {
  const { caseId, kind, variant, decision, amountFen } = given;
  if (!decisionsOf(kind, variant).includes(decision)) throw new EffectRefused('InvalidInput');
  if (decision === 'reducePrice' && !(amountFen && amountFen <= (order.totalFen ?? 0)))
    throw new EffectRefused('AmountMismatch');
  const payload = { caseId, kind, decision, ...(amountFen === undefined ? {} : { amountFen }) };
  return [
    { kind: 'caseDecided', payload },
    ...(await penalise(tx, order, given)),
    ...(await settleDebt(tx, order, given)),
    ...(await chargeAbsence(tx, order, given)),
  ];
}

/** A person decided it; the helper reads the reason and may appeal. */
async function penalise(tx: Tx, order: OrderRow, given: Decision): Promise<OrderEventOf[]> {
  const { kind, decision, helperId, step, reason } = given;
  if (kind !== 'penalty' || decision === 'none' || !helperId) return [];
  if (!step.actor.id) throw new Error('A penalty is decided by a person');
  const at = new Date(step.at);
  const models = await tx.models();
  await models.penalty.create({
    data: {
      key: `${given.caseId}/penalty`,
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
    await models.helper.update({ where: { id: helperId }, data: { recommended: false } });
  return [{ kind: 'penaltyDecided', payload: { helperId, kind: decision, reason } }];
}

/** The unpaid sum was paid in cash after all, or is written off. */
async function settleDebt(tx: Tx, order: OrderRow, given: Decision): Promise<OrderEventOf[]> {
  const { caseId, kind, decision, amountFen, step } = given;
  if (kind !== 'payment' || decision === 'waitLonger') return [];
  const owed = await outstandingFen(tx, order.id, order.customerId);
  if (decision === 'paidInCash') {
    if (owed <= 0 || (amountFen ?? owed) !== owed) throw new EffectRefused('AmountMismatch');
    return [await takeCash(tx, order, { paymentId: `case-${caseId}`, amountFen: owed, step })];
  }
  const postings = waiverPostings({ fen: owed, customerId: order.customerId });
  await writeLedger(tx, {
    key: `${caseId}/writeOff`,
    orderId: order.id,
    kind: 'waiver',
    cause: step.cause,
    at: step.at,
    postings,
  });
  return [{ kind: 'paymentWrittenOff', payload: { amountFen: owed } }];
}

/** A helper who withdrew before anybody came owes the usual fee. The order continues with another helper. */
async function chargeAbsence(tx: Tx, order: OrderRow, given: Decision): Promise<OrderEventOf[]> {
  const { caseId, kind, variant, decision, helperId, step } = given;
  if (kind !== 'arrival' || variant !== 'withdrawn' || decision !== 'helperNoShow' || !helperId) return [];
  const models = await tx.models();
  const agreement = await models.agreement.findFirst({
    where: { orderId: order.id, helperId },
    orderBy: { createdAt: 'desc' },
  });
  const totalFen = Number(
    (agreement?.terms as { quote?: { totalFen?: unknown } } | undefined)?.quote?.totalFen ?? 0,
  );
  const fen = noShowFen({ totalFen, policy: order.policy });
  if (fen <= 0) return [];
  const kindOfFee = 'noShowFee' as const;
  await writeLedger(tx, {
    key: `${caseId}/fee`,
    orderId: order.id,
    kind: kindOfFee,
    cause: step.cause,
    at: step.at,
    postings: feePostings({
      fen,
      payer: 'helper',
      customerId: order.customerId,
      helperId,
      policy: order.policy,
    }),
  });
  return [{ kind: 'feeCharged', payload: { fen, payer: 'helper', kind: kindOfFee, helperId } }];
}
