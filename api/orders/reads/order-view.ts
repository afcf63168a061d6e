import type { z } from 'zod';
import { isTheirs } from '#api/access/is-theirs.ts';
import { loadOrder, type WholeOrder } from '#api/access/load-order.ts';
import { mayKeepDocument } from '#api/access/may-keep-document.ts';
import { takesPart } from '#api/access/takes-part.ts';
import { orderFollowUp } from '#api/cases/reads/order-follow-up.ts';
import { presentCases } from '#api/cases/reads/present-case.ts';
import type { Deps } from '#api/deps.ts';
import type { Reader } from '#api/http/reader.ts';
import { orderShortlist, rematchOf } from '#api/matching/reads/order-shortlist.ts';
import { orderMoney } from '#api/money/reads/order-money.ts';
import { iso, presentSummary } from '#api/order-rows/present-summary.ts';
import { temporalUrlOf } from '#api/order-rows/temporal-url.ts';
import { orderReschedule } from '#api/visits/reads/order-reschedule.ts';
import { CASES, type CaseKind, type CaseKindRow } from '#contracts/cases/kinds.ts';
import { workflowIdOf } from '#contracts/names.ts';
import type { OrderView } from '#contracts/orders/order.ts';
import { isStaff } from '#contracts/people/roles.ts';
import { stepTimes } from '#contracts/visits/in-its-time.ts';
import { allowedHere, forColleaguesHere } from './allowed-here.ts';
import { contactOf, needOf } from './order-inquiry.ts';
import { orderTimeline } from './order-timeline.ts';

type View = z.input<typeof OrderView>;

/** What a helper with only an offer learns later: that the order continues without him, or is over. */
const GONE_ON = { visit: null, ending: null, settlement: 'none', waitingFor: null, deadline: null } as const;

/** One order as this reader may see it. Fields the reader may not see are null. */
export async function orderView(input: { deps: Deps; reader: Reader; orderId: string }): Promise<View> {
  const { deps, reader, orderId } = input;
  const { database } = deps;
  const order = await loadOrder({ database, reader, orderId });
  const isMine = isTheirs(order, reader);
  const [shortlist, cases] = await Promise.all([
    orderShortlist({ database, reader, order }),
    presentCases({
      database,
      rows: order.cases.filter((one) => concerns(one, reader)),
      withNotes: isStaff(reader),
    }),
  ]);
  const { helperId, helperName } = order;
  const helper = helperId && helperName ? { id: helperId, displayName: helperName } : null;
  const summary = presentSummary(takesPart(order, reader) ? order : { ...order, ...GONE_ON }, helper);
  return {
    ...summary,
    // A helper with only an offer does not learn whom the customer chose.
    ...(isMine
      ? {}
      : {
          ...{ helper: null, totalFen: null, startsAt: null, endsAt: null },
          ...{ needsOps: false, needsOpsReason: null },
        }),
    // Fitness is visible only to the helper and ops.
    ...(reader.role === 'customer' && order.needsOpsReason === 'fitness'
      ? { needsOps: false, needsOpsReason: null }
      : {}),
    allowed: allowedHere(order, reader),
    forColleagues: forColleaguesHere(order, reader),
    round: order.round,
    rematchesLeft: Math.max(0, order.policy.maxRounds - order.round),
    rematch: reader.role === 'helper' ? null : rematchOf(order),
    contact: contactOf(order, reader),
    need: needOf(order, reader),
    shortlist,
    agreement: agreementOf(order, reader),
    visit: isMine ? visitOf(order, reader) : null,
    reschedule: isMine ? orderReschedule(order) : null,
    money: isMine ? orderMoney(order, reader.role !== 'customer') : null,
    review: isMine ? reviewOf(order) : null,
    followUp: isMine ? orderFollowUp(order) : null,
    cases,
    names: namesFor(order, reader, isMine),
    timeline: orderTimeline(order, reader),
    temporalUrl: isStaff(reader) ? temporalUrlOf(deps, workflowIdOf(order.id)) : null,
  };
}

/** A helper knows whose order it was only while it is the own one. */
function namesFor(order: WholeOrder, reader: Reader, isMine: boolean): View['names'] {
  if (reader.role !== 'helper') return order.names;
  const known = [reader.id, ...(isMine && order.helperId ? [order.helperId] : [])];
  return Object.fromEntries(Object.entries(order.names).filter(([id]) => known.includes(id)));
}

function agreementOf(order: WholeOrder, reader: Reader): View['agreement'] {
  const agreement = order.agreements.find((one) => one.status !== 'void') ?? order.agreements[0];
  if (!agreement || (reader.role === 'helper' && agreement.helperId !== reader.id)) return null;
  const { status } = agreement;
  const charged = order.entries.some(
    ({ kind, account }) =>
      ['cancelFee', 'noShowFee'].includes(kind) && account === `customer:${order.customerId}`,
  );
  return {
    id: agreement.id,
    status: status as 'drafted',
    termsHash: agreement.termsHash,
    signedBy: agreement.signedBy as 'customer'[],
    documentSha256: agreement.documentSha256,
    pdf: agreement.documentSha256 !== null && mayKeepDocument({ reader, order, status, charged }),
  };
}

function visitOf({ visit, policy }: WholeOrder, reader: Reader): View['visit'] {
  if (!visit) return null;
  return {
    startCode: reader.role === 'customer' && !visit.checkedInAt ? visit.startCode : null,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    departedAt: iso(visit.departedAt),
    checkedInAt: iso(visit.checkedInAt),
    checkedOutAt: iso(visit.checkedOutAt),
    confirmedAt: iso(visit.confirmedAt),
    confirmedBy: visit.confirmedBy,
    ...stepTimes(visit.startsAt, policy),
  };
}

function reviewOf({ review }: WholeOrder): View['review'] {
  return review && { ...review, at: review.at.toISOString() };
}

function concerns(one: WholeOrder['cases'][number], reader: Reader): boolean {
  if (isStaff(reader)) return true;
  // Cases that staff opened by hand are visible only to staff.
  if ((CASES[one.kind as CaseKind] as CaseKindRow).byHand) return false;
  // The customer does not see cases about a helper's fitness or penalty.
  return reader.role === 'customer' ? !['penalty', 'fitness'].includes(one.kind) : one.helperId === reader.id;
}
