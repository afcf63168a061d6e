import type { Subjects } from '#activities/notices/subjects/subjects.ts';
import { CASE_DECISIONS, CASE_KINDS } from '#contracts/cases/kinds.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { EventKind, EventPayloads } from '#contracts/events.ts';
import { ENDINGS } from '#contracts/orders/stages.ts';

type OrderFacts = Subjects['order']['row'];

const CUSTOMER_ID = '11111111-1111-4111-8111-111111111111';
const HELPER_ID = '22222222-2222-4222-8222-222222222222';
const OTHER_HELPER_ID = '33333333-3333-4333-8333-333333333333';
const CASE_ID = '44444444-4444-4444-8444-444444444444';
const ID = '55555555-5555-4555-8555-555555555555';
/** When the sample events happen. */
export const SAMPLE_AT = '2036-11-25T02:00:00.000Z';
const STARTS_AT = '2036-11-30T02:00:00.000Z';
const LATER = '2036-12-01T02:00:00.000Z';

/** An order that has a helper and a time. */
const SAMPLE_ORDER: OrderFacts = {
  id: 'JZ261122-ABCDEFGH',
  city: 'zibo',
  stage: 'scheduled',
  waitingFor: null,
  needsOps: false,
  settlement: 'none',
  customerId: CUSTOMER_ID,
  helperId: HELPER_ID,
  serviceCode: 'dailyCleaning',
  startsAt: new Date(STARTS_AT),
  policy: STANDARD_POLICY,
  clockShiftMs: 0,
};

interface Sample<K extends EventKind> {
  payload: EventPayloads[K];
  /** The order after the event, as the workflow leaves it. */
  row: OrderFacts;
}
const order = (more: Partial<OrderFacts>): OrderFacts => ({ ...SAMPLE_ORDER, ...more });
const early = (more: Partial<OrderFacts> = {}): OrderFacts =>
  order({ stage: 'inquiry', helperId: null, startsAt: null, ...more });
const matching = early({ stage: 'matching' });
const selection = early({ stage: 'selection' });
const agreement = order({ stage: 'agreement' });
const scheduled = order({ stage: 'scheduled' });
const visit = order({ stage: 'visit' });
const review = order({ stage: 'review', settlement: 'due' });
const settlement = order({ stage: 'settlement', settlement: 'due' });
const followUp = order({ stage: 'followUp', settlement: 'paid', needsOps: true });
const closed = order({ stage: 'closed' });
const booked = { helperId: HELPER_ID, totalFen: 24_000, startsAt: STARTS_AT, agreementId: ID };

/** Every kind of event of an order, in each of its forms. A new kind does not compile without one. */
export const EVERY_EVENT: { [K in EventKind]: Sample<K>[] } = {
  inquiryReceived: [
    { payload: { channel: 'web', complete: true }, row: early() },
    { payload: { channel: 'phone', complete: false }, row: early() },
  ],
  inquiryCompleted: [{ payload: {}, row: matching }],
  handedToAgent: [{ payload: { caseId: CASE_ID }, row: early({ needsOps: true }) }],
  helpersRecommended: [{ payload: { round: 1, helpers: [HELPER_ID, OTHER_HELPER_ID] }, row: selection }],
  noHelperFound: [{ payload: { round: 1 }, row: matching }],
  rematchAsked: [{ payload: { round: 2, reasons: ['tooFar'] }, row: selection }],
  offerAccepted: [{ payload: { helperId: HELPER_ID }, row: selection }],
  offerDeclined: [
    { payload: { helperId: HELPER_ID }, row: selection },
    { payload: { helperId: HELPER_ID }, row: matching },
  ],
  helperChosen: [{ payload: booked, row: agreement }],
  dispatchedByHand: [{ payload: { ...booked, reason: 'noHelperFound' }, row: agreement }],
  agreementSigned: (['customer', 'helper'] as const).flatMap((party) =>
    [agreement, scheduled].map((row) => ({ payload: { party, agreementId: ID, termsHash: 'hash' }, row })),
  ),
  agreementSealed: [
    { payload: { agreementId: ID, termsHash: 'hash', documentSha256: 'hash' }, row: scheduled },
  ],
  helperSilent: [{ payload: { helperId: HELPER_ID }, row: matching }],
  helperWithdrew: [{ payload: { helperId: HELPER_ID, reason: 'ill' }, row: matching }],
  helperReplaced: [{ payload: { helperId: HELPER_ID, reason: 'removed' }, row: matching }],
  rescheduleProposed: (['customer', 'helper'] as const).map((by) => ({
    payload: { proposalId: ID, by, from: STARTS_AT, to: LATER, until: '2036-11-25T04:00:00.000Z' },
    row: scheduled,
  })),
  rescheduleDeclined: (['customer', 'helper', 'deadline'] as const).flatMap((by) =>
    (['customer', 'helper'] as const).map((side) => ({
      payload: { proposalId: ID, side, by },
      row: scheduled,
    })),
  ),
  rescheduled: [
    {
      payload: {
        amendmentId: ID,
        from: STARTS_AT,
        to: LATER,
        by: 'customer',
        consent: 'given',
        hash: 'hash',
      },
      row: order({ startsAt: new Date(LATER) }),
    },
  ],
  visitDue: [{ payload: {}, row: visit }],
  helperDeparted: [
    { payload: {}, row: scheduled },
    { payload: {}, row: visit },
  ],
  helperLate: [{ payload: { minutes: 10 }, row: visit }],
  checkedIn: [
    { payload: { proof: 'code' }, row: visit },
    { payload: { proof: 'override' }, row: visit },
  ],
  checkedOut: [{ payload: { minutes: 180 }, row: visit }],
  completionConfirmed: (['customer', 'agent', 'deadline', 'ops'] as const).map((by) => ({
    payload: { by, ...(by === 'agent' ? { onBehalf: true as const } : {}) },
    row: review,
  })),
  objected: [
    { payload: { caseId: CASE_ID, reason: 'notClean' }, row: order({ stage: 'visit', needsOps: true }) },
  ],
  caseOpened: [
    {
      payload: { caseId: CASE_ID, kind: 'arrival', reason: 'codeLocked' },
      row: order({ stage: 'scheduled', needsOps: true }),
    },
    ...CASE_KINDS.map((kind) => ({
      payload: { caseId: CASE_ID, kind, reason: 'reason' },
      row: order({
        stage: kind === 'payment' ? 'settlement' : kind === 'penalty' ? 'review' : 'visit',
        settlement: kind === 'payment' ? 'overdue' : 'none',
        needsOps: true,
      }),
    })),
  ],
  caseDecided: CASE_KINDS.flatMap((kind) =>
    CASE_DECISIONS[kind].map((decision) => ({
      payload: { caseId: CASE_ID, kind, decision },
      row: kind === 'penalty' ? followUp : visit,
    })),
  ),
  settled: [
    { payload: { totalFen: 24_000, helperFen: 19_200, platformFen: 4_800, reductionFen: 0 }, row: review },
    {
      payload: { totalFen: 24_000, helperFen: 0, platformFen: 0, reductionFen: 24_000 },
      row: order({ stage: 'review', settlement: 'waived' }),
    },
  ],
  paymentReceived: [
    {
      payload: { paymentId: ID, amountFen: 24_000, source: 'gateway' },
      row: order({ stage: 'review', settlement: 'paid' }),
    },
  ],
  paymentOverdue: [{ payload: {}, row: order({ stage: 'settlement', settlement: 'overdue' }) }],
  paymentWrittenOff: [
    { payload: { amountFen: 24_000 }, row: order({ stage: 'followUp', settlement: 'waived' }) },
  ],
  reviewed: [
    { payload: { averageX100: 450, contractKept: true }, row: settlement },
    { payload: { averageX100: 450, contractKept: true, onBehalf: true }, row: settlement },
  ],
  noReview: [{ payload: {}, row: settlement }],
  rewardGranted: [
    {
      payload: {
        ...{ helperId: HELPER_ID, points: 100, bonusFen: 1_000 },
        boostUntil: '2027-03-01T00:00:00.000Z',
      },
      row: closed,
    },
  ],
  penaltyDecided: [{ payload: { helperId: HELPER_ID, kind: 'warning', reason: 'lowScore' }, row: followUp }],
  feeCharged: (['customer', 'helper'] as const).map((payer) => ({
    payload: { fen: 4_800, payer, kind: payer === 'customer' ? 'cancelFee' : 'noShowFee' },
    row: closed,
  })),
  feeWaived: [{ payload: { fen: 4_800, reason: 'ill' }, row: closed }],
  deadlineExtended: (['customer', 'helper', 'ops'] as const).map((waitingFor) => ({
    payload: { by: 'ops', minutes: 30, until: '2036-11-25T05:00:00.000Z' },
    row: order({ stage: 'agreement', waitingFor }),
  })),
  timePassed: [{ payload: { minutes: 60 }, row: scheduled }],
  needsOps: [{ payload: { reason: 'parked' }, row: order({ needsOps: true }) }],
  opsRepaired: [{ payload: { reason: 'repaired' }, row: scheduled }],
  noticeBounced: [{ payload: { noticeId: ID }, row: order({ needsOps: true }) }],
  closed: ENDINGS.map((ending) => ({ payload: { ending }, row: closed })),
};

/** The kinds, as the compiler knows them. */
export const EVENT_KINDS = Object.keys(EVERY_EVENT) as EventKind[];
