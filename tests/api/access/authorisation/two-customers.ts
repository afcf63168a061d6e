import { randomUUID } from 'node:crypto';
import { feePostings, settlePostings, writeLedger } from '#activities/money/ledger.ts';
import type { Told } from '#api/messages/temporal.ts';
import { caseWorkflowId, type StartCase } from '#contracts/cases/case-subject.ts';
import { STANDARD_POLICY } from '#contracts/catalogue/standard-policy.ts';
import type { Settlement, Stage } from '#contracts/orders/stages.ts';
import type { Policy } from '#contracts/policy.ts';
import { aDocument, anAgreement } from '#tests/support/agreements/rows.ts';
import { type Api, anOrder, type Person, PHONES } from '#tests/support/an-api.ts';
import { aLeave } from '#tests/support/calendars/rows.ts';
import { aCase } from '#tests/support/cases/rows.ts';
import { aCandidate, QUOTE } from '#tests/support/matching/rows.ts';
import { aPayment } from '#tests/support/money/rows.ts';
import { aVisit } from '#tests/support/visits/rows.ts';
import { type CaseAction, caseRefusal } from '#workflows/case/case-rules.ts';
import { newCaseState } from '#workflows/case/case-state.ts';
import { messageRefusal } from '#workflows/order/order-rules.ts';
import { newOrderState, type OrderState } from '#workflows/order/order-state.ts';
import type { Moment } from './cells.ts';

export const TERMS_HASH = 'a'.repeat(64);
export const CASE_ID = '00000000-0000-4000-8000-0000000000ca';
const FEN = 12_000;
const DAY = 86_400_000;

/** One customer with a helper and an order, and all related rows. */
export interface Party {
  customer: Person;
  helper: Person;
  orderId: string;
  agreementId: string;
  leaveId: string;
  paymentId: string;
  addressId: string;
  /** a case of the order that is a workflow of its own */
  caseId: string;
}
export interface City {
  api: Api;
  parties: [Party, Party];
  staff: { agent: Person; ops: Person };
  /** Brings an order to the stage that an endpoint expects. */
  stands: (party: Party, moment: Moment) => Promise<void>;
  /** Gives both another order, so that nothing of the last call remains. */
  renew: () => Promise<void>;
}

const STANDS: Record<Moment, { stage: Stage; settlement?: Settlement; phase?: 'checkedIn' | 'checkedOut' }> =
  {
    inquiry: { stage: 'inquiry' },
    selection: { stage: 'selection' },
    agreement: { stage: 'agreement' },
    scheduled: { stage: 'scheduled' },
    proposed: { stage: 'scheduled' },
    checkedIn: { stage: 'visit', phase: 'checkedIn' },
    checkedOut: { stage: 'visit', phase: 'checkedOut' },
    due: { stage: 'settlement', phase: 'checkedOut', settlement: 'due' },
    review: { stage: 'review', phase: 'checkedOut' },
    case: { stage: 'visit', phase: 'checkedOut' },
    parked: { stage: 'scheduled' },
    closed: { stage: 'closed' },
    fee: { stage: 'closed' },
  };

/** Two unrelated customers, each with a helper; the orders use the real rules. */
export async function twoCustomers(api: Api): Promise<City> {
  const moments = new Map<string, Moment>();
  const parties: City['parties'] = [
    await aParty(api, PHONES.customer, PHONES.helper),
    await aParty(api, PHONES.otherCustomer, PHONES.otherHelper),
  ];
  const staff = { agent: await api.signIn(PHONES.agent), ops: await api.signIn(PHONES.ops) };
  api.temporal.reply = ({ workflowId, orderId, action, message }): Told => {
    const asked = parties.find(({ caseId }) => workflowId === caseWorkflowId(caseId, 1));
    if (asked) return saidByCase(asked, moments.get(asked.orderId)!, { action, message });
    const party = parties.find((one) => one.orderId === orderId);
    if (!party) return { is: 'gone' };
    const moment = moments.get(orderId)!;
    const code = messageRefusal(action, message as never, stateOf(party, moment), {
      orderId,
      customerId: party.customer.id,
      complete: false,
      shape: 'visit',
      policy: { ...STANDARD_POLICY, rehearsal: true },
    } as never);
    return code ? { is: 'refused', code } : { is: 'answered', answer: { ok: true, version: 0 } };
  };
  async function stands(party: Party, moment: Moment): Promise<void> {
    moments.set(party.orderId, moment);
    const { stage, settlement = 'none', phase } = STANDS[moment];
    const { database } = api;
    const where = { orderId: party.orderId };
    const at = new Date();
    const ending =
      stage === 'closed' ? { ending: 'completed', closedAt: at } : { ending: null, closedAt: null };
    await database.models.order.update({
      where: { id: party.orderId },
      data: { stage, settlement, ...ending },
    });
    await database.models.agreement.updateMany({
      where,
      data: { status: stage === 'agreement' ? 'drafted' : 'signed' },
    });
    await database.models.visit.update({
      where,
      data: { checkedInAt: phase ? at : null, checkedOutAt: phase === 'checkedOut' ? at : null },
    });
    await database.models.payment.updateMany({ where, data: { status: 'created' } });
    const decided =
      stage === 'closed'
        ? { status: 'decided', decision: 'rejected', decidedAt: at }
        : { status: 'open', decision: null, decidedAt: null };
    await database.models.case.update({ where: { id: party.caseId }, data: decided });
    if (moment === 'fee' || moment === 'due') await owes(api, party, moment);
  }
  async function renew(): Promise<void> {
    for (const party of parties) Object.assign(party, await aPreparedOrder(api, party));
  }
  return { api, parties, staff, stands, renew };
}

/** A case that staff are in charge of, by the rules of its workflow; a closed one has no workflow to be told. */
function saidByCase(
  { caseId }: Party,
  moment: Moment,
  { action, message }: { action: string; message: object },
): Told {
  if (STANDS[moment].stage === 'closed') return { is: 'gone' };
  const input = { caseId, kind: 'objection', dueAt: new Date().toISOString(), rehearsal: true } as StartCase;
  const state = {
    ...newCaseState(input),
    ownerId: CASE_ID,
    parked: moment === 'parked' ? 'closeCase' : null,
  };
  const code = caseRefusal(action as CaseAction, message as never, state, input);
  return code ? { is: 'refused', code } : { is: 'answered', answer: { ok: true, version: 2 } };
}

function stateOf(party: Party, moment: Moment): OrderState {
  const { stage, settlement = 'none', phase = 'planned' } = STANDS[moment];
  const startsAt = new Date(Date.now() + 3 * DAY).toISOString();
  const endsAt = new Date(Date.now() + 3 * DAY + DAY / 8).toISOString();
  const candidate = {
    helperId: party.helper.id,
    totalFen: FEN,
    startsAt,
    endsAt,
    hold: 'firm',
    accepted: false,
  };
  return {
    ...newOrderState({ quantity: 3, minutes: 180, windowStart: startsAt, windowEnd: endsAt } as never),
    stage,
    settlement,
    phase,
    candidates: [candidate as never],
    booked: { ...candidate, agreementId: party.agreementId, termsHash: TERMS_HASH } as never,
    // Proposed by somebody outside the matrix: staff answer it, and both sides may.
    proposal: moment === 'proposed' ? { id: 'p', side: 'nobody' as never, startsAt, feeFloorFen: 0 } : null,
    openCase: moment === 'case' ? { id: CASE_ID, kind: 'objection' } : null,
    deadline: stage === 'closed' ? null : Date.parse(endsAt),
    dueFen: FEN,
    parked: moment === 'parked' ? 'bookHelper' : null,
  };
}

async function aParty(api: Api, customerPhone: string, helperPhone: string): Promise<Party> {
  const [customer, helper] = [await api.signIn(customerPhone), await api.signIn(helperPhone)];
  const { database } = api;
  const address = await database.models.address.findFirstOrThrow({ where: { personId: customer.id } });
  const leave = await aLeave(database, {
    ...{
      helperId: helper.id,
      startsAt: new Date(Date.now() + 40 * DAY),
      endsAt: new Date(Date.now() + 41 * DAY),
    },
  });
  const order = await aPreparedOrder(api, { customer, helper });
  return { customer, helper, ...order, leaveId: leave.id, addressId: address.id };
}

/** An order with everything that may hang on one. */
async function aPreparedOrder(
  api: Api,
  { customer, helper }: Pick<Party, 'customer' | 'helper'>,
): Promise<Pick<Party, 'orderId' | 'agreementId' | 'paymentId' | 'caseId'>> {
  const { database } = api;
  const orderId = await anOrder(api, customer, { rehearsal: 'rehearsal' });
  const startsAt = new Date(Date.now() + 3 * DAY);
  const endsAt = new Date(startsAt.getTime() + DAY / 8);
  await aCandidate(database, { orderId, helperId: helper.id, startsAt, endsAt });
  await database.models.order.update({
    where: { id: orderId },
    data: { helperId: helper.id, totalFen: FEN, startsAt, endsAt },
  });
  await aVisit(database, { orderId, helperId: helper.id, startsAt, endsAt });
  const agreementId = randomUUID();
  await anAgreement(database, {
    ...{ id: agreementId, orderId, helperId: helper.id, termsHash: TERMS_HASH, status: 'drafted' },
    terms: termsOf({ orderId, customer, helper, startsAt, endsAt, quote: QUOTE }),
  });
  await aDocument(database, { agreementId });
  const paymentId = randomUUID();
  await aPayment(database, { id: paymentId, orderId, amountFen: FEN });
  const caseId = randomUUID();
  await aCase(database, { id: caseId, orderId });
  return { orderId, agreementId, paymentId, caseId };
}

/** A fee of the closed order, or the price of the visit, each once. */
async function owes(api: Api, party: Party, what: 'fee' | 'due'): Promise<void> {
  const ids = { customerId: party.customer.id, helperId: party.helper.id, policy: STANDARD_POLICY as Policy };
  const key = `${party.orderId}/${what === 'fee' ? 'fee' : 'settle'}`;
  // Append-only: each waiver is followed by another fee.
  const n = await api.database.models.ledgerTransaction.count({ where: { key: { startsWith: key } } });
  if (what === 'due' && n > 0) return;
  await api.database.transaction((tx) =>
    writeLedger(tx, {
      key: n === 0 ? key : `${key}/${n}`,
      orderId: party.orderId,
      kind: what === 'fee' ? 'cancelFee' : 'settle',
      cause: 'test',
      at: new Date().toISOString(),
      postings:
        what === 'fee'
          ? feePostings({ fen: FEN, payer: 'customer', ...ids })
          : settlePostings({ dueFen: FEN, ...ids }),
    }),
  );
}

function termsOf(input: {
  orderId: string;
  customer: Person;
  helper: Person;
  startsAt: Date;
  endsAt: Date;
  quote: object;
}): object {
  const { orderId, customer, helper, startsAt, endsAt, quote } = input;
  return {
    ...{ version: 1, orderId, customerId: customer.id, helperId: helper.id, serviceCode: 'dailyCleaning' },
    ...{
      city: 'zibo',
      district: '370303',
      quantity: 3,
      unit: 'hour',
      quote,
      helperFen: 9600,
      platformFen: 2400,
    },
    ...{ startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    ...{ cancelFees: [], noShowFeePercent: 50, clauses: [] },
  };
}
