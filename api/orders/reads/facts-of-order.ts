import type { WholeOrder } from '#api/access/load-order.ts';
import { orderMoney } from '#api/money/reads/order-money.ts';
import { phaseOf } from '#api/order-rows/present-summary.ts';
import type { OrderFacts } from '#contracts/access.ts';
import type { CaseKind } from '#contracts/cases/kinds.ts';
import { BEFORE_CHECK_IN } from '#contracts/orders/stages.ts';
import { isStaff } from '#contracts/people/roles.ts';

/** The facts that the rules read, from the order's rows. */
export function factsOfOrder(order: WholeOrder): OrderFacts {
  const ofRound = order.candidates.filter(({ round }) => round === order.round);
  const choosable = ofRound.filter(({ status }) => status === 'offered' || status === 'accepted');
  const agreement = order.agreements.find(({ status }) => status !== 'void');
  const [awaited] = awaitedCases(order);
  const { helperId, startsAt, totalFen } = order;
  return {
    stage: order.stage,
    phase: phaseOf(order),
    settlement: order.settlement,
    rehearsal: order.policy.rehearsal,
    customerId: order.customerId,
    // A complete inquiry is about to be matched; a live-in inquiry has a case for a call-back.
    incomplete: order.waitingFor === 'agent' && !order.cases.some(({ kind }) => kind === 'callback'),
    minutes: order.minutes,
    // The due time of a case with a workflow is moved in the case, and the order's deadline follows.
    hasDeadline:
      order.deadline !== null && !awaitedCases(order).some((one) => one.version > 0 && !isBeside(one, order)),
    round: order.round,
    candidates: choosable.map((one) => one.helperId),
    answered: choosable.filter(({ status }) => status === 'accepted').map((one) => one.helperId),
    shown: order.candidates.map((one) => one.helperId),
    booked:
      helperId && startsAt && totalFen !== null && agreement
        ? {
            helperId,
            agreementId: agreement.id,
            termsHash: agreement.termsHash,
            totalFen,
            startsAt: startsAt.getTime(),
          }
        : null,
    signedBy: (agreement?.signedBy ?? []) as OrderFacts['signedBy'],
    proposedBy: (order.proposals[0]?.side as OrderFacts['proposedBy'] | undefined) ?? null,
    reschedules: order.amendments,
    openCase: awaited ? { kind: kindOf(awaited) } : null,
    decidable: decidableCases(order).map((one) => ({ id: one.id, kind: kindOf(one), variant: one.variant })),
    actedForHelper: actedForHelper(order),
    dueFen: orderMoney(order, false)?.dueFen ?? null,
    retryable: order.needsOps && ['parked', 'noticeBounced'].includes(order.needsOpsReason ?? ''),
    now: Date.now() + order.clockShiftMs,
    policy: order.policy,
  };
}

/** As workflows/order/note-staff.ts notes them. */
const actedForHelper = ({ events }: WholeOrder): string[] =>
  events
    .filter(
      ({ kind, role, payload }) => isStaff({ role }) && (kind === 'checkedOut' || isOverride(kind, payload)),
    )
    .flatMap(({ actorId }) => actorId ?? []);
const isOverride = (kind: string, payload: unknown): boolean =>
  kind === 'checkedIn' && (payload as { proof?: string }).proof === 'override';

type Case = WholeOrder['cases'][number];

/** The order waits for something else. Before the start an arrival case stands beside it as well. */
const isBeside = ({ kind }: Case, { waitingFor }: WholeOrder): boolean =>
  kind === 'fitness' || (kind === 'arrival' && waitingFor !== 'ops');

/**
 * The open cases that the order waits for. A case that an event answered meanwhile, or whose turn has not come, is
 * open as well.
 */
function awaitedCases(order: WholeOrder): Case[] {
  const isBeforeCheckIn = (BEFORE_CHECK_IN as readonly string[]).includes(phaseOf(order) ?? 'planned');
  const isAwaited: Record<CaseKind, (one: Case) => boolean> = {
    callback: () => order.stage === 'inquiry',
    fitness: ({ helperId }) => helperId === order.helperId && isBeforeCheckIn,
    arrival: ({ helperId }) => helperId === order.helperId && isBeforeCheckIn,
    objection: () => phaseOf(order) === 'checkedOut',
    payment: () => order.settlement === 'overdue',
    penalty: () => order.stage === 'followUp',
    general: () => false,
  };
  return order.cases.filter((one) => one.status === 'open' && isAwaited[one.kind as CaseKind](one));
}

/** A case with a workflow can be decided at any time; one that its order decides, when its turn has come. */
const decidableCases = (order: WholeOrder): Case[] => {
  const awaited = awaitedCases(order);
  return order.cases.filter((one) => one.status === 'open' && (one.version > 0 || awaited.includes(one)));
};
const kindOf = ({ kind }: Case): CaseKind => kind as CaseKind;
